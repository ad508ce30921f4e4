using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.Webhooks;
using TaskRelay.Web.Webhooks.Deliveries;

namespace TaskRelay.Web.Components.Admin;

/// <summary>The address of the inbox with what is wanted of it.</summary>
public static class DeliveryAddress
{
    private const string All = "all";

    /// <summary>The address.</summary>
    public static string Of(DeliveryWish wish, string? before = null)
    {
        var query = new QueryBuilder();
        Add(query, "outcome", wish.Outcome is { } outcome ? NameOf(outcome) : wish.Everything ? All : null);
        Add(query, "event", wish.Event);
        Add(query, "repository", wish.Repository);
        Add(query, "q", wish.Text);
        Add(query, "from", Days.Text(wish.From));
        Add(query, "to", Days.Text(wish.To));
        Add(query, "before", before);
        return AdminSection.Deliveries + query;
    }

    /// <summary>The reverse; what means nothing is passed over.</summary>
    public static DeliveryWish Read(string? outcome, string? eventName, string? repository, string? text, string? from, string? to) => new()
    {
        Outcome = Enum.GetValues<DeliveryOutcome>().Cast<DeliveryOutcome?>().FirstOrDefault(one => NameOf(one!.Value) == outcome),
        Everything = outcome == All,
        Event = Days.Given(eventName),
        Repository = Days.Given(repository),
        Text = Days.Given(text),
        From = Days.Read(from),
        To = Days.Read(to),
    };

    /// <summary>The outcome as addresses and the API spell it.</summary>
    public static string NameOf(DeliveryOutcome outcome) => outcome.ToString().ToLower(CultureInfo.InvariantCulture);

    private static void Add(QueryBuilder query, string name, string? value)
    {
        if (value is not null)
        {
            query.Add(name, value);
        }
    }
}
