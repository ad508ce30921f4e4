using MudBlazor;

namespace TaskRelay.Web.Components.Layout;

/// <summary>
/// Both palettes are on every page, each under its own selector: the browser chooses by the root's
/// <c>data-theme</c>, so neither prerendering nor the circuit has to know, and nothing flickers.
/// </summary>
public static class RelayTheme
{
    private static readonly string[] Font =
        ["Inter", "ui-sans-serif", "system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif"];

    /// <summary>Everywhere unless dark is chosen.</summary>
    public static MudTheme Light { get; } = Made(":root");

    /// <summary>Under the root's <c>data-theme="dark"</c>.</summary>
    public static MudTheme Dark { get; } = Made(":root[data-theme=dark]");

    private static MudTheme Made(string scope) => new()
    {
        PseudoCss = new PseudoCss { Scope = scope },
        PaletteLight = new PaletteLight
        {
            Primary = "#4f46c8",
            PrimaryContrastText = "#ffffff",
            Secondary = "#0f766e",
            Background = "#f6f7fb",
            BackgroundGray = "#eef0f6",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#181b2a",
            TextPrimary = "#181b2a",
            TextSecondary = "#565c74",
            TextDisabled = "#8a90a6",
            ActionDefault = "#565c74",
            Divider = "#e2e5ee",
            DividerLight = "#edeff5",
            LinesDefault = "#e2e5ee",
            LinesInputs = "#c6cad8",
            Info = "#1a61c0",
            Success = "#16793c",
            Warning = "#8d5000",
            Error = "#c0293b",
            Dark = "#181b2a",
            OverlayDark = "rgba(20,22,38,0.5)",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#a5a2ff",
            PrimaryContrastText = "#14142b",
            Secondary = "#5eead4",
            Background = "#0e1018",
            BackgroundGray = "#141723",
            Surface = "#171a27",
            AppbarBackground = "#121520",
            AppbarText = "#e7e9f3",
            TextPrimary = "#e7e9f3",
            TextSecondary = "#a2a8bf",
            TextDisabled = "#6d738b",
            ActionDefault = "#a2a8bf",
            Divider = "#282c3d",
            DividerLight = "#1f2331",
            LinesDefault = "#282c3d",
            LinesInputs = "#3c4258",
            Info = "#6cb2ff",
            Success = "#5ad48a",
            Warning = "#f2b45c",
            Error = "#ff8a93",
            Dark = "#e7e9f3",
            OverlayDark = "rgba(4,5,10,0.65)",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Font, FontSize = ".9375rem", LineHeight = "1.55", LetterSpacing = "0" },
            Button = new ButtonTypography { FontFamily = Font, FontSize = ".875rem", FontWeight = "600", TextTransform = "none", LetterSpacing = "0" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px", AppbarHeight = "56px" },
    };
}
