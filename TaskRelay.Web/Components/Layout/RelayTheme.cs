using MudBlazor;

namespace TaskRelay.Web.Components.Layout;

/// <summary>
/// Both palettes are on every page, each under its own selector: the browser chooses by the root's
/// <c>data-theme</c>, so neither prerendering nor the circuit has to know, and nothing flickers. Warm paper and ink with
/// one accent; <c>css/tokens.css</c> gives these colours short names and adds what MudBlazor has no name for.
/// </summary>
public static class RelayTheme
{
    private static readonly string[] Font =
        ["Plex Sans", "ui-sans-serif", "system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"];

    /// <summary>Everywhere unless dark is chosen.</summary>
    public static MudTheme Light { get; } = Made(":root");

    /// <summary>Under the root's <c>data-theme="dark"</c>.</summary>
    public static MudTheme Dark { get; } = Made(":root[data-theme=dark]");

    private static MudTheme Made(string scope) => new()
    {
        PseudoCss = new PseudoCss { Scope = scope },
        PaletteLight = new PaletteLight
        {
            Primary = "#4239bd",
            PrimaryContrastText = "#ffffff",
            Secondary = "#0f766e",
            Background = "#f7f6f2",
            BackgroundGray = "#efede7",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#1c1d21",
            TextPrimary = "#1c1d21",
            TextSecondary = "#5b5d66",
            TextDisabled = "#8d8e95",
            ActionDefault = "#5b5d66",
            Divider = "#e2dfd7",
            DividerLight = "#edebe5",
            LinesDefault = "#e2dfd7",
            LinesInputs = "#bfbcb2",
            Info = "#1a5fb8",
            Success = "#1a7340",
            Warning = "#875000",
            Error = "#b92a38",
            Dark = "#1c1d21",
            OverlayDark = "rgba(14,14,18,0.45)",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#a9a7ff",
            PrimaryContrastText = "#15142c",
            Secondary = "#5eead4",
            Background = "#111214",
            BackgroundGray = "#1d1e22",
            Surface = "#18191c",
            AppbarBackground = "#18191c",
            AppbarText = "#ebeae6",
            TextPrimary = "#ebeae6",
            TextSecondary = "#a5a6ad",
            TextDisabled = "#75767e",
            ActionDefault = "#a5a6ad",
            Divider = "#2c2d32",
            DividerLight = "#232428",
            LinesDefault = "#2c2d32",
            LinesInputs = "#484a52",
            Info = "#7bb6ff",
            Success = "#6bd394",
            Warning = "#f0b866",
            Error = "#ff919a",
            Dark = "#ebeae6",
            OverlayDark = "rgba(4,5,8,0.65)",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Font, FontSize = ".875rem", LineHeight = "1.5", LetterSpacing = "0" },
            Button = new ButtonTypography { FontFamily = Font, FontSize = ".875rem", FontWeight = "600", TextTransform = "none", LetterSpacing = "0" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "5px", AppbarHeight = "56px" },
    };
}
