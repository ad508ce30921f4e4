using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace TaskRelay.Web.Data.Postgres;

/// <summary>The Data Protection keys in the database, so that every instance opens what another sealed.</summary>
internal sealed class KeyTable(IDbContextFactory<PostgresRelayDbContext> contexts, IWriteGate writes) : IXmlRepository
{
    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var context = contexts.CreateDbContext();
        return [.. context.StoredKeys.OrderBy(key => key.Id).Select(key => key.Xml).ToList().Select(xml => XElement.Parse(xml))];
    }

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName) =>
        // The framework asks for it without a wait; the gate works on threads of its own.
        writes.WriteAsync(
            (scope, _) => Task.FromResult(scope.Execute(
                "INSERT INTO data_protection_keys (friendly_name, xml) VALUES (@p0, @p1)",
                friendlyName, element.ToString(SaveOptions.DisableFormatting))),
            CancellationToken.None).GetAwaiter().GetResult();
}
