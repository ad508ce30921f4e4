using MudBlazor;
using MudBlazor.Services;

namespace TaskRelay.Web.Components;

/// <summary>Puts the pages into the app.</summary>
public static class RelayPages
{
    private const string AssetList = "TaskRelay.Web.staticwebassets.endpoints.json";

    /// <summary>Adds what the pages are made with.</summary>
    public static IServiceCollection AddRelayPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(options =>
        {
            // Long enough for a train in a tunnel; the page reads everything again when it comes back.
            options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
            options.DisconnectedCircuitMaxRetained = 50;
        });
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            options.SnackbarConfiguration.VisibleStateDuration = 5000;
            options.SnackbarConfiguration.PreventDuplicates = true;
        });
        return services;
    }

    /// <summary>Maps pages and static files.</summary>
    public static IEndpointRouteBuilder MapRelayPages(this IEndpointRouteBuilder app)
    {
        // Beside the program, not in the working directory, and by this assembly's name also where a test is the program.
        var assets = Path.Combine(AppContext.BaseDirectory, AssetList);
        app.MapStaticAssets(assets);
        app.MapRazorComponents<App>()
            .WithStaticAssets(assets)

            // The policy of SecurityHeaders names the ancestors; a second header would only say it again.
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }
}
