using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Diagnostics;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Auth;

/// <summary>The keys outlive restarts, rotations and certificates, and what can't open them is told before the app starts.</summary>
public sealed class KeyRingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Keys => Path.Combine(_folder.Path, "keys");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_sealed_opens_after_three_rotations_and_a_restart()
    {
        byte[] secret;
        using (var provider = Start())
        {
            secret = Seal(provider);
            for (var time = 0; time < 3; time++)
            {
                provider.GetRequiredService<IKeyManager>().CreateNewKey(DateTimeOffset.UtcNow.AddSeconds(1 + time), DateTimeOffset.UtcNow.AddDays(90));
            }
        }

        using var restarted = Start();
        Assert.Equal("a secret", Open(restarted, secret));
        Assert.Equal(4, restarted.GetRequiredService<IKeyManager>().GetAllKeys().Count);
        Assert.NotEqual(KeyOf(secret), KeyOf(Seal(restarted)));
    }

    [Theory]
    [InlineData("pem", null)]
    [InlineData("pem", "a password")]
    [InlineData("pfx", null)]
    [InlineData("pfx", "a password")]
    public void A_certificate_protects_new_keys_and_leaves_old_secrets_readable(string form, string? password)
    {
        byte[] before;
        using (var plain = Start())
        {
            before = Seal(plain);
        }

        Assert.Contains("<masterKey", Assert.Single(KeyTexts()), StringComparison.Ordinal);
        var certificate = Settings(WriteCertificate("one", form, password), password);
        Assert.Empty(Faults(certificate));
        using (var protectedRing = Start(certificate))
        {
            protectedRing.GetRequiredService<IKeyManager>().CreateNewKey(DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddDays(90));
        }

        Assert.Single(KeyTexts(), text => text.Contains("<EncryptedData", StringComparison.Ordinal) && !text.Contains("<masterKey", StringComparison.Ordinal));
        using var restarted = Start(certificate);
        Assert.Equal("a secret", Open(restarted, before));
        Assert.Equal("a secret", Open(restarted, Seal(restarted)));
    }

    [Fact]
    public void A_replaced_certificate_opens_what_it_protected_as_the_previous_one()
    {
        var old = WriteCertificate("old", "pem", null);
        byte[] secret;
        using (var first = Start(Settings(old)))
        {
            secret = Seal(first);
        }

        var alone = Settings(WriteCertificate("new", "pem", null));
        var fault = Assert.Single(Faults(alone));
        Assert.Equal("DataProtection:CertificatePath", fault.Key);
        Assert.Contains("DataProtection:PreviousCertificatePath", fault.Remedy, StringComparison.Ordinal);

        var both = new Dictionary<string, string?>(alone) { ["DataProtection:PreviousCertificatePath"] = old };
        Assert.Empty(Faults(both));
        using var second = Start(both);
        Assert.Equal("a secret", Open(second, secret));
    }

    [Fact]
    public async Task The_app_refuses_to_start_when_the_keys_can_not_be_opened()
    {
        using (var first = Start(Settings(WriteCertificate("one", "pem", null))))
        {
            Seal(first);
        }

        var (code, output) = await RelayProcess.RunToEndAsync(new Dictionary<string, string>
        {
            ["DataProtection:KeysPath"] = Keys,
            ["ConnectionStrings:TaskRelay"] = $"Data Source={Path.Combine(_folder.Path, "taskrelay.db")}",
        });
        Assert.Equal(2, code);
        Assert.Contains("  DataProtection:CertificatePath: The key ", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "taskrelay.db")));
    }

    [Theory]
    [InlineData("missing.pem", null, "can't be read")]
    [InlineData("garbage.pem", null, "must hold a certificate with its private key")]
    [InlineData("no-key.pem", null, "must hold a certificate with its private key")]
    [InlineData("elliptic.pem", null, "needs an RSA private key")]
    [InlineData("locked.pfx", "wrong", "must hold a certificate with its private key")]
    [InlineData("locked.pfx", null, "must hold a certificate with its private key")]
    public void A_certificate_that_can_not_be_used_is_a_fault_with_a_remedy(string file, string? password, string words)
    {
        File.WriteAllText(Path.Combine(_folder.Path, "garbage.pem"), "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n");
        WriteCertificate("locked", "pfx", "right");
        using (var rsa = RSA.Create(2048))
        using (var bare = Request(rsa, "bare"))
        {
            File.WriteAllText(Path.Combine(_folder.Path, "no-key.pem"), bare.ExportCertificatePem());
        }

        using (var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        using (var elliptic = new CertificateRequest("CN=elliptic", curve, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddYears(1)))
        {
            File.WriteAllText(Path.Combine(_folder.Path, "elliptic.pem"), elliptic.ExportCertificatePem() + "\n" + curve.ExportPkcs8PrivateKeyPem());
        }

        var fault = Assert.Single(Faults(Settings(Path.Combine(_folder.Path, file), password)));
        Assert.Equal("DataProtection:CertificatePath", fault.Key);
        Assert.Contains(words, fault.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_key_file_is_a_fault_and_a_folder_that_is_not_there_yet_is_none()
    {
        Assert.Empty(Faults([]));
        using (var first = Start())
        {
            Seal(first);
        }

        Assert.Empty(Faults([]));
        File.WriteAllText(Directory.GetFiles(Keys).Single(), "<key");
        Assert.Equal("DataProtection:KeysPath", Assert.Single(Faults([])).Key);
    }

    [Fact]
    public void Keys_of_a_restored_backup_are_closed_at_start()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using (var first = Start())
        {
            Seal(first);
        }

        var file = Directory.GetFiles(Keys).Single();
        File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        using var restarted = Start();
        Seal(restarted);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    private static byte[] Seal(IServiceProvider provider) => Protector(provider).Protect(Encoding.UTF8.GetBytes("a secret"));

    private static string Open(IServiceProvider provider, byte[] secret) => Encoding.UTF8.GetString(Protector(provider).Unprotect(secret));

    private static IDataProtector Protector(IServiceProvider provider) => provider.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    /// <summary>Which key sealed it, as its head says.</summary>
    private static string KeyOf(byte[] secret) => Convert.ToHexString(secret.AsSpan(4, 16));

    private static X509Certificate2 Request(RSA key, string name) =>
        new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1));

    private static Dictionary<string, string?> Settings(string certificate, string? password = null) => new()
    {
        ["DataProtection:CertificatePath"] = certificate,
        ["DataProtection:CertificatePassword"] = password,
    };

    private string[] KeyTexts() => [.. Directory.GetFiles(Keys).Select(File.ReadAllText)];

    private IReadOnlyList<ConfigurationFault> Faults(Dictionary<string, string?> settings) => ConfigurationCheck.Find(Configuration(settings));

    private ServiceProvider Start(Dictionary<string, string?>? settings = null) =>
        new ServiceCollection().AddLogging().AddRelayKeys(Configuration(settings ?? [])).BuildServiceProvider();

    private IConfiguration Configuration(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(settings) { ["DataProtection:KeysPath"] = Keys }).Build();

    private string WriteCertificate(string name, string form, string? password)
    {
        using var key = RSA.Create(2048);
        using var certificate = Request(key, name);
        var path = Path.Combine(_folder.Path, $"{name}.{form}");
        if (form == "pfx")
        {
            File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, password));
            return path;
        }

        var keyPem = password is null
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 100_000));
        File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + keyPem + "\n");
        return path;
    }
}
