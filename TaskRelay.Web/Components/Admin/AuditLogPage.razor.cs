using Microsoft.AspNetCore.Components;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Components.Admin;

/// <summary>The audit log. What is shown is all in the address.</summary>
public sealed partial class AuditLogPage(AuditQueries queries, SignedCursors cursors) : AdminPage
{
    private const int PageSize = 50;

    private AuditWish _wish = new();
    private IReadOnlyList<AuditView>? _items;
    private long? _next;
    private string? _problem;
    private string? _text;
    private string? _actor;
    private string _action = "";
    private DateOnly? _from;
    private DateOnly? _to;

    [SupplyParameterFromQuery(Name = "actor")]
    private string? Actor { get; set; }

    [SupplyParameterFromQuery(Name = "action")]
    private string? Action { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    private string? Before { get; set; }

    /// <inheritdoc />
    protected override void Take()
    {
        _wish = AuditAddress.Read(Actor, Action, Text, From, To);
        (_text, _actor, _action, _from, _to) = (_wish.Text, _wish.Actor, _wish.Action ?? "", _wish.From, _wish.To);
    }

    /// <inheritdoc />
    protected override void Forget() => (_items, _next) = (null, null);

    /// <inheritdoc />
    protected override async Task ReadForAdministratorAsync(Caller caller, CancellationToken cancellationToken)
    {
        var (wish, before) = (_wish, Before);
        long? last = null;
        string? problem = null;
        if (before is not null && (last = cursors.OpenNumber(AuditQueries.List, before)) is null)
        {
            problem = "This address names a page that does not exist; here is the first one.";
        }

        var (items, next) = await queries.ListAsync(wish.Filter, PageSize, last, cancellationToken);

        // Somebody may have chosen another filter meanwhile: its own read brings its own page.
        if (ReferenceEquals(wish, _wish) && before == Before)
        {
            (_items, _next, _problem) = (items, next, problem);
        }
    }

    private void Apply() => Navigation.NavigateTo(AuditAddress.Of(new AuditWish
    {
        Text = Days.Given(_text),
        Actor = Days.Given(_actor),
        Action = Days.Given(_action),
        From = _from,
        To = _to,
    }));
}
