using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace TaskRelay.Web.Hosting;

/// <summary>The builder of the server and of the commands: both have the same configuration.</summary>
public static class RelayBuilder
{
    private const string DefaultsFile = "appsettings.json";

    /// <summary>
    /// Reads what the framework reads, from the working directory on, and below that the defaults that lie beside the
    /// program: a service's working directory is where its data is, and they would be missed there.
    /// </summary>
    public static WebApplicationBuilder Create(string[] arguments)
    {
        ConfigurationWatch.Poll();
        var builder = WebApplication.CreateBuilder(arguments);
        builder.Configuration.Sources.Insert(0, new JsonConfigurationSource
        {
            Path = DefaultsFile,
            FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory),
            Optional = true,
        });
        return builder;
    }
}
