using TaskRelay.Web.Auth;

namespace TaskRelay.Web.Queue.Pausing;

/// <summary>What a person is told of pauses: all of the whole TaskRelay's, and those of repositories that they can push to.</summary>
public sealed class PauseNotices(PauseQueries pauses, CallerAccess access)
{
    /// <summary>As it is now.</summary>
    public async Task<PauseState> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!await pauses.HasRepositoriesAsync(cancellationToken))
        {
            return await pauses.StateAsync(cancellationToken);
        }

        var reach = await access.OfAsync(caller, cancellationToken);
        return await pauses.StateAsync(reach.Covers, cancellationToken);
    }
}
