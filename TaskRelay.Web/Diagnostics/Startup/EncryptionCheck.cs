namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>The keys that seal sessions and stored secrets.</summary>
internal sealed class EncryptionCheck(KeyProbe keys) : IStartupCheck
{
    public string Name => "encryption_keys";

    public bool IsRequired => true;

    public Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        var result = keys.WhyNot() is { } why
            ? CheckResult.Fail(Name, true, why, $"Restore {keys.Folder ?? "the database"} from a backup and give it to the user that TaskRelay runs as. Without these keys everybody must sign in again and every secret must be entered again.")
            : keys.IsOpenToOthers()
                ? CheckResult.Warn(Name, true, "Other users of this machine can reach the encryption keys.", $"chmod 700 {keys.Folder}")
            : keys.LieOpenInTheStore
                ? CheckResult.Warn(Name, true, "The encryption keys lie in the database beside what they seal, open to whoever reads it or a dump of it.", "Set DataProtection:CertificatePath: it protects them with a certificate that only the instances have.")
                : CheckResult.Pass(Name, true, "Secrets can be sealed and opened.");
        return Task.FromResult<IReadOnlyList<CheckResult>>([result]);
    }
}
