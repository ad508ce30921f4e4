using Microsoft.AspNetCore.Http.Extensions;
using TaskRelay.Web.Components.Parts;

namespace TaskRelay.Web.Components.Admin;

/// <summary>The address of the audit log with what is wanted of it.</summary>
public static class AuditAddress
{
    /// <summary>The address.</summary>
    public static string Of(AuditWish wish, string? before = null)
    {
        var query = new QueryBuilder();
        Add(query, "actor", wish.Actor);
        Add(query, "action", wish.Action);
        Add(query, "q", wish.Text);
        Add(query, "from", Days.Text(wish.From));
        Add(query, "to", Days.Text(wish.To));
        Add(query, "before", before);
        return AdminSection.Audit + query;
    }

    /// <summary>Where the same entries are had as a file.</summary>
    public static string Export(AuditWish wish, string format)
    {
        var query = new QueryBuilder { { "format", format } };
        Add(query, "actor", wish.Actor);
        Add(query, "action", wish.Action);
        Add(query, "q", wish.Text);
        Add(query, "from", wish.Filter.From is { } first ? Spans.Iso(first) : null);
        Add(query, "to", wish.Filter.To is { } beyond ? Spans.Iso(beyond) : null);
        return "/api/audit/export" + query;
    }

    /// <summary>The reverse; what means nothing is passed over.</summary>
    public static AuditWish Read(string? actor, string? action, string? text, string? from, string? to) => new()
    {
        Actor = Days.Given(actor),
        Action = Days.Given(action),
        Text = Days.Given(text),
        From = Days.Read(from),
        To = Days.Read(to),
    };

    private static void Add(QueryBuilder query, string name, string? value)
    {
        if (value is not null)
        {
            query.Add(name, value);
        }
    }
}
