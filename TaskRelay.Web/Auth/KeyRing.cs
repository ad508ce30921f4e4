using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Postgres;

namespace TaskRelay.Web.Auth;

/// <summary>
/// The Data Protection keys, which open sessions and every stored secret: in a folder beside a SQLite file, in the
/// database where it is PostgreSQL, and protected by a certificate where one is configured.
/// </summary>
public static class KeyRing
{
    private const string KeysPathKey = "DataProtection:KeysPath";

    /// <summary>Adds Data Protection over the folder or the database. New keys are sealed for the certificate; old ones stay readable.</summary>
    public static IServiceCollection AddRelayKeys(this IServiceCollection services, IConfiguration configuration)
    {
        Configure(services, configuration);
        services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider>((options, provider) =>
            options.XmlRepository = configuration.UsesPostgres()
                ? provider.GetRequiredService<KeyTable>()
                : new KeyFolder(FolderOf(configuration)!, provider.GetRequiredService<ILoggerFactory>()));
        return services.AddSingleton<SharedKeys>();
    }

    /// <summary>
    /// What keeps the keys from being used, by key of the configuration: a certificate that can't be read, or one that
    /// can't open what it has to. Data Protection itself would go on with a new key, and every secret would be lost
    /// without a word.
    /// </summary>
    public static IReadOnlyList<(string Key, string Remedy)> Faults(IConfiguration configuration)
    {
        try
        {
            _ = KeyCertificates.Load(configuration);
        }
        catch (KeyCertificateException exception)
        {
            return [(exception.Key, exception.Message)];
        }

        // Keys in the database are looked at when it is open: see SharedKeys.
        var folder = FolderOf(configuration);
        try
        {
            return folder is not null && Directory.Exists(folder) && Unopened(configuration, folder) is { } key ? [key] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Xml.XmlException)
        {
            return [(KeysPathKey, $"The keys in {folder} can't be read: {exception.Message} Restore them from a backup, or let this user read them.")];
        }
    }

    /// <summary>The folder of the keys; null where they lie in the database.</summary>
    public static string? FolderOf(IConfiguration configuration) =>
        configuration.UsesPostgres() ? null : configuration[KeysPathKey] is { Length: > 0 } path ? path : Path.Combine("data", "keys");

    /// <summary>The first key that is of use still and can't be opened.</summary>
    public static IKey? Unopened(IKeyManager keys)
    {
        foreach (var key in keys.GetAllKeys().Where(key => !key.IsRevoked))
        {
            try
            {
                _ = key.CreateEncryptor();
            }
            catch (Exception exception) when (exception is System.Security.Cryptography.CryptographicException or System.Xml.XmlException or InvalidOperationException)
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>What to do about a key that can't be opened.</summary>
    public static string Remedy(IKey key, string place) =>
        $"The key {key.KeyId} in {place} can't be opened. It was protected by another certificate: set that one, or, where it was replaced, "
        + $"set {KeyCertificates.PreviousPathKey} to it as well.";

    private static void Configure(IServiceCollection services, IConfiguration configuration)
    {
        var protection = services.AddDataProtection().SetApplicationName("TaskRelay");
        if (KeyCertificates.Load(configuration) is [var current, ..] certificates)
        {
            protection.ProtectKeysWithCertificate(current).UnprotectKeysWithAnyCertificate(certificates);
        }
    }

    /// <summary>Looked at in a container of its own, which makes no key.</summary>
    private static (string Key, string Remedy)? Unopened(IConfiguration configuration, string folder)
    {
        var services = new ServiceCollection().AddLogging();
        Configure(services, configuration);
        services.Configure<KeyManagementOptions>(options =>
            options.XmlRepository = new Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository(
                new DirectoryInfo(folder), Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance));
        using var provider = services.BuildServiceProvider();
        return Unopened(provider.GetRequiredService<IKeyManager>()) is { } key ? (KeyCertificates.PathKey, Remedy(key, folder)) : null;
    }
}
