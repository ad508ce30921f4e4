using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.Webhooks;
using TaskRelay.Web.Webhooks.Deliveries;

namespace TaskRelay.Web.Components.Admin;

/// <summary>One delivery: its way through the rules, what followed, its payload when asked for, and a replay.</summary>
public sealed partial class DeliveryPage(DeliveryDesk desk, IDialogService dialogs) : AdminPage
{
    private static readonly DialogOptions Asking = new() { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true };

    /// <summary>Read as text, never as HTML: quotes and letters of other scripts stay as they are.</summary>
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private DeliveryDetail? _detail;
    private InboxResult? _replayed;
    private string? _payload;
    private Guid _of;

    [Parameter]
    public Guid Id { get; set; }

    private string Heading => _detail?.Delivery is { } row ? $"{SafeText.Of(row.Event)}{(row.Action is { } action ? $" · {SafeText.Of(action)}" : "")}" : "Delivery";

    /// <inheritdoc />
    protected override void Take()
    {
        if (_of != Id)
        {
            Forget();
            _of = Id;
        }
    }

    /// <inheritdoc />
    protected override Guid? Watched => null;

    /// <inheritdoc />
    protected override void Forget() => (_detail, _replayed, _payload) = (null, null, null);

    /// <inheritdoc />
    protected override async Task ReadForAdministratorAsync(Caller caller, CancellationToken cancellationToken)
    {
        var id = Id;
        if (await desk.FindAsync(id, cancellationToken) is not { } detail)
        {
            Forget();
            Navigation.NotFound();
            return;
        }

        if (id == Id)
        {
            _detail = detail;
        }
    }

    private Task ShowPayloadAsync() => AdministerAsync(async (caller, stop) =>
    {
        if (await desk.ReadAsync(Id, caller.Actor(), stop) is { Payload: { } payload })
        {
            _payload = SafeText.Of(JsonSerializer.Serialize(payload, Indented));
        }
        else
        {
            await RefreshAsync();
        }
    });

    private Task ReplayAsync() => AdministerAsync(async (_, stop) =>
    {
        if (await dialogs.ShowMessageBoxAsync(
                "Replay this delivery?",
                "It is decided anew, with the rules and the configuration of now. What took effect before is a duplicate and changes nothing; what was refused or broke may now start a task.",
                yesText: "Replay", cancelText: "Cancel", options: Asking) != true
            || await AdministratorAsync(stop) is not { } caller)
        {
            return;
        }

        var (_, result) = await desk.ReplayAsync(Id, caller.Actor(), stop);
        if (result is null)
        {
            Tell("Its body is not kept any more: ask GitHub to deliver it again.", Severity.Warning);
        }

        _replayed = result;
        await RefreshAsync();
    });

    private static string ReplayWords(InboxResult result) => result.Outcome switch
    {
        DeliveryOutcome.Duplicate => "It had taken effect before. Nothing changed.",
        DeliveryOutcome.Accepted => "It has taken effect now.",
        _ => DeliveryLook.Of(result.Outcome).Meaning,
    };
}
