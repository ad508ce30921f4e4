using System.Globalization;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.Operations.Backups;
using TaskRelay.Web.Retention;

namespace TaskRelay.Web.Components.Admin;

/// <summary>How long what is kept, and when it was last made safe.</summary>
public sealed partial class RetentionPage(RetentionLedger ledger, IOptionsMonitor<RetentionOptions> options, LastBackup backups, BackupDesk desk) : AdminPage
{
    private static readonly TimeSpan Old = TimeSpan.FromDays(7);

    private BackupRecord? _last;
    private (int Count, long Bytes) _kept;
    private string? _refusal;
    private bool _isMaking;
    private bool _isRead;

    /// <inheritdoc />
    protected override void Forget() => (_last, _refusal, _isRead) = (null, null, false);

    /// <inheritdoc />
    protected override async Task ReadForAdministratorAsync(Caller caller, CancellationToken cancellationToken) =>
        (_last, _kept, _isRead) = (await backups.ReadAsync(cancellationToken), desk.Kept(), true);

    private Task BackUpAsync() => AdministerAsync(async (caller, stop) =>
    {
        (_isMaking, _refusal) = (true, null);
        StateHasChanged();
        try
        {
            var result = await desk.MakeAsync(caller.Actor(), stop);
            _refusal = result.Refusal;
            if (result.Made is not null)
            {
                Tell("The backup is made and checked.");
            }
        }
        finally
        {
            _isMaking = false;
        }

        await RefreshAsync();
    });

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}
