using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Sharing;

namespace TaskRelay.Web.Auth;

/// <summary>
/// The keys in a shared database, before anything is sealed: all of them can be opened, and the first one is made by one
/// instance only, so that two that start together don't seal with two keys that the other has not read.
/// </summary>
public sealed class SharedKeys(IKeyManager keys, IDataProtectionProvider protection, ITurns turns, IPeers peers, IStoreProbe store)
{
    private const string Turn = "keys";
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Looks at them, and makes the first. Keys in a folder were looked at with the configuration.</summary>
    /// <exception cref="KeyCertificateException">One can't be opened with the configured certificate.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (!peers.MayExist)
        {
            return;
        }

        while (!await turns.TryTakeAsync(Turn, Length, cancellationToken))
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        if (KeyRing.Unopened(keys) is { } key)
        {
            throw new KeyCertificateException(KeyCertificates.PathKey, KeyRing.Remedy(key, store.Place));
        }

        _ = protection.CreateProtector("TaskRelay.KeyProbe.v1").Protect([42]);
        await turns.GiveBackAsync(Turn, cancellationToken);
    }
}
