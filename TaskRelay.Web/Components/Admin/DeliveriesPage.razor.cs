using Microsoft.AspNetCore.Components;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.Http;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Webhooks.Deliveries;

namespace TaskRelay.Web.Components.Admin;

/// <summary>The inbox, live. What is shown is all in the address.</summary>
public sealed partial class DeliveriesPage(DeliveryQueries queries, SignedCursors cursors) : AdminPage
{
    private const int PageSize = 50;

    private DeliveryWish _wish = new();
    private DeliveryListing? _page;
    private string? _problem;

    [SupplyParameterFromQuery(Name = "outcome")]
    private string? Outcome { get; set; }

    [SupplyParameterFromQuery(Name = "event")]
    private string? Event { get; set; }

    [SupplyParameterFromQuery(Name = "repository")]
    private string? Repository { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    private string? Before { get; set; }

    /// <inheritdoc />
    protected override Guid? Watched => TaskChanges.Inbox;

    /// <inheritdoc />
    protected override void Take() => _wish = DeliveryAddress.Read(Outcome, Event, Repository, Text, From, To);

    /// <inheritdoc />
    protected override void Forget() => _page = null;

    /// <inheritdoc />
    protected override async Task ReadForAdministratorAsync(Caller caller, CancellationToken cancellationToken)
    {
        var (wish, before) = (_wish, Before);
        DeliveryPosition? after = null;
        string? problem = null;
        if (before is not null && (after = DeliveryPosition.Parse(cursors.Open(DeliveryPosition.List, before))) is null)
        {
            problem = "This address names a page that does not exist; here is the first one.";
        }

        var page = await queries.ListAsync(wish.Filter, after, PageSize, cancellationToken);

        // Somebody may have chosen another filter meanwhile: its own read brings its own page.
        if (ReferenceEquals(wish, _wish) && before == Before)
        {
            (_page, _problem) = (page, problem);
        }
    }
}
