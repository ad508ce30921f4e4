using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.Extensions.FileProviders;

namespace TaskRelay.Web.Components;

/// <summary>Finds the pages' static files wherever the program is started from.</summary>
public static class RelayAssets
{
    /// <summary>
    /// Published, they lie beside the program; after a build they lie in the sources and packages, which a list beside
    /// the program names. The framework looks in the working directory, and reads the list in Development only.
    /// </summary>
    public static WebApplicationBuilder AddRelayAssets(this WebApplicationBuilder builder)
    {
        var environment = builder.Environment;
        var published = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (Directory.Exists(published))
        {
            environment.WebRootPath = published;
            environment.WebRootFileProvider = new PhysicalFileProvider(published);
            return builder;
        }

        if (!environment.IsDevelopment())
        {
            // Else a route for any file at all answers 404 to a GET where only a POST is mapped, and 405 would be right.
            builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        }

        builder.Configuration[WebHostDefaults.StaticWebAssetsKey] =
            Path.Combine(AppContext.BaseDirectory, "TaskRelay.Web.staticwebassets.runtime.json");
        StaticWebAssetsLoader.UseStaticWebAssets(environment, builder.Configuration);
        return builder;
    }
}
