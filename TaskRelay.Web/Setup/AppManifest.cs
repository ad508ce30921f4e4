using System.Text.Json;
using System.Text.Json.Nodes;

namespace TaskRelay.Web.Setup;

/// <summary>Composes the manifest that GitHub makes the App from. Pure: addresses and a wish in, JSON out.</summary>
public static class AppManifest
{
    /// <summary>GitHub's limit for names.</summary>
    private const int MaxName = 34;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The manifest. With polling it has no webhook: GitHub refuses addresses that it can't reach.</summary>
    public static string Compose(AppAddresses addresses, AppWish wish)
    {
        var manifest = new JsonObject
        {
            ["name"] = NameAt(new Uri(addresses.Home)),
            ["url"] = addresses.Home,
            ["description"] = "From a comment on an issue to a pull request.",
            ["public"] = wish.IsPublic,
            ["redirect_url"] = addresses.Created,
            ["callback_urls"] = new JsonArray(addresses.Callback),
            ["setup_url"] = addresses.Installed,
            ["setup_on_update"] = true,
            ["default_permissions"] = new JsonObject(AppNeeds.Permissions.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)one.Level))),
            ["default_events"] = new JsonArray([.. AppNeeds.Events.Select(one => (JsonNode)one.Name)]),
        };
        if (wish.Ingest == AppWish.Webhook)
        {
            manifest["hook_attributes"] = new JsonObject { ["url"] = addresses.Webhook, ["active"] = true };
        }

        return manifest.ToJsonString(Indented);
    }

    /// <summary>A name to begin with: GitHub wants each name once in the world, and lets its person change it.</summary>
    private static string NameAt(Uri home)
    {
        var name = $"TaskRelay {(home.IsLoopback ? Environment.MachineName : home.Host)}";
        return name.Length <= MaxName ? name : name[..MaxName].TrimEnd('.', '-', ' ');
    }
}
