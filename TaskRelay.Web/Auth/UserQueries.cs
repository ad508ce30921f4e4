using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Auth;

/// <summary>Reads who has signed in, for administrators.</summary>
public sealed class UserQueries(IDbContextFactory<RelayDbContext> contexts, Administrators administrators, TimeProvider clock)
{
    /// <summary>A page of those whose login or name holds the text, or whose id it is; last sign-in first.</summary>
    public async Task<UserListing> ListAsync(string? text, UserPosition? after, int limit, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Narrow(db.Users, text);
        if (after is var (at, last))
        {
            rows = rows.Where(user => user.LastSignInAt < at || (user.LastSignInAt == at && user.Id < last));
        }

        var page = await rows
            .OrderByDescending(user => user.LastSignInAt)
            .ThenByDescending(user => user.Id)
            .Take(limit + 1)
            .Select(user => new
            {
                User = user,
                Sessions = db.Sessions.Count(session => session.UserId == user.Id && session.ExpiresAt > now),
                Tokens = db.ApiTokens.Count(token => token.UserId == user.Id && (token.ExpiresAt == null || token.ExpiresAt > now)),
                Tasks = db.Tasks.Count(task => task.CreatedById == user.Id),
            })
            .ToListAsync(cancellationToken);
        var bound = (await db.AdministratorBindings.ToListAsync(cancellationToken)).ToLookup(binding => binding.UserId, binding => binding.Login);
        var items = page.Take(limit).Select(row => new UserView(
            row.User.Id, row.User.Login, row.User.Name, administrators.EntryOf(row.User.Id, [.. bound[row.User.Id]]),
            row.User.CreatedAt, row.User.LastSignInAt, row.Sessions, row.Tokens, row.Tasks)).ToList();
        return new UserListing(items, page.Count > limit ? new UserPosition(page[limit - 1].User.LastSignInAt, page[limit - 1].User.Id) : null);
    }

    /// <summary>Entries of the configuration that make nobody administrator yet, since nobody of that login or id has signed in.</summary>
    public async Task<IReadOnlyList<string>> AwaitedAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var bound = await db.AdministratorBindings.Select(binding => binding.Login).ToListAsync(cancellationToken);
        var known = await db.Users.Select(user => user.Id).ToListAsync(cancellationToken);
        return [.. administrators.Entries.Where(entry => !bound.Contains(entry.ToLowerInvariant())
            && !(long.TryParse(entry, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && known.Contains(id)))];
    }

    private static IQueryable<UserAccount> Narrow(IQueryable<UserAccount> rows, string? text)
    {
        if (text?.Trim().TrimStart('@').ToLowerInvariant() is not { Length: > 0 } part)
        {
            return rows;
        }

        long? id = long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return rows.Where(user => user.Login.ToLower().Contains(part) || user.Name!.ToLower().Contains(part) || (id != null && user.Id == id));
    }
}
