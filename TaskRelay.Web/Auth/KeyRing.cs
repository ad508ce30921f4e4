using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace TaskRelay.Web.Auth;

/// <summary>
/// The Data Protection keys, which open sessions and every stored secret: a folder, and a certificate that protects
/// what lies in it where one is configured.
/// </summary>
public static class KeyRing
{
    private const string KeysPathKey = "DataProtection:KeysPath";

    /// <summary>Adds Data Protection over the configured folder. New keys are sealed for the certificate; old ones stay readable.</summary>
    public static IServiceCollection AddRelayKeys(this IServiceCollection services, IConfiguration configuration)
    {
        Configure(services, configuration);
        services.AddOptions<KeyManagementOptions>().Configure<ILoggerFactory>((options, loggers) =>
            options.XmlRepository = new KeyFolder(FolderOf(configuration), loggers));
        return services;
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

        var folder = FolderOf(configuration);
        try
        {
            return Directory.Exists(folder) && Unopened(configuration, folder) is { } key ? [key] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Xml.XmlException)
        {
            return [(KeysPathKey, $"The keys in {folder} can't be read: {exception.Message} Restore them from a backup, or let this user read them.")];
        }
    }

    /// <summary>The folder of the keys, as configured.</summary>
    public static string FolderOf(IConfiguration configuration) => configuration[KeysPathKey] is { Length: > 0 } path ? path : Path.Combine("data", "keys");

    private static void Configure(IServiceCollection services, IConfiguration configuration)
    {
        var protection = services.AddDataProtection().SetApplicationName("TaskRelay");
        if (KeyCertificates.Load(configuration) is [var current, ..] certificates)
        {
            protection.ProtectKeysWithCertificate(current).UnprotectKeysWithAnyCertificate(certificates);
        }
    }

    /// <summary>The first key that is of use still and can't be opened; looked at in a container of its own, which makes no key.</summary>
    private static (string Key, string Remedy)? Unopened(IConfiguration configuration, string folder)
    {
        var services = new ServiceCollection().AddLogging();
        Configure(services, configuration);
        services.Configure<KeyManagementOptions>(options =>
            options.XmlRepository = new Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository(
                new DirectoryInfo(folder), Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance));
        using var provider = services.BuildServiceProvider();
        foreach (var key in provider.GetRequiredService<IKeyManager>().GetAllKeys().Where(key => !key.IsRevoked))
        {
            try
            {
                _ = key.CreateEncryptor();
            }
            catch (Exception exception) when (exception is System.Security.Cryptography.CryptographicException or System.Xml.XmlException or InvalidOperationException)
            {
                return (
                    KeyCertificates.PathKey,
                    $"The key {key.KeyId} in {folder} can't be opened. It was protected by another certificate: set that one, or, where it was replaced, "
                    + $"set {KeyCertificates.PreviousPathKey} to it as well.");
            }
        }

        return null;
    }
}
