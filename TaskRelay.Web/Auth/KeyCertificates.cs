using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TaskRelay.Web.Auth;

/// <summary>The certificates that protect the Data Protection keys on disk: the present one, then the one before it.</summary>
public static class KeyCertificates
{
    public const string PathKey = "DataProtection:CertificatePath";

    public const string PreviousPathKey = "DataProtection:PreviousCertificatePath";

    private const string PasswordKey = "DataProtection:CertificatePassword";

    private const string PreviousPasswordKey = "DataProtection:PreviousCertificatePassword";

    /// <summary>Reads them; empty when none is configured.</summary>
    /// <exception cref="KeyCertificateException">One is configured and can't be used.</exception>
    public static X509Certificate2[] Load(IConfiguration configuration)
    {
        if (Read(configuration, PathKey, PasswordKey) is not { } current)
        {
            return [];
        }

        return Read(configuration, PreviousPathKey, PreviousPasswordKey) is { } previous ? [current, previous] : [current];
    }

    private static X509Certificate2? Read(IConfiguration configuration, string pathKey, string passwordKey)
    {
        if (configuration[pathKey] is not { Length: > 0 } path)
        {
            return null;
        }

        var password = configuration[passwordKey] is { Length: > 0 } given ? given : null;
        X509Certificate2 certificate;
        try
        {
            certificate = Open(path, password);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KeyCertificateException(pathKey, $"The file {path} can't be read: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new KeyCertificateException(
                pathKey, $"{path} must hold a certificate with its private key, as PEM or PFX, and {passwordKey} its password where it has one.", exception);
        }

        using var key = certificate.GetRSAPrivateKey();
        return key is null
            ? throw new KeyCertificateException(pathKey, $"The certificate in {path} needs an RSA private key beside it.")
            : certificate;
    }

    private static X509Certificate2 Open(string path, string? password)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.AsSpan().IndexOf("-----BEGIN "u8) < 0)
        {
            return X509CertificateLoader.LoadPkcs12(bytes, password);
        }

        return password is null ? X509Certificate2.CreateFromPemFile(path) : X509Certificate2.CreateFromEncryptedPemFile(path, password);
    }
}
