using TaskRelay.Worker.Attempts;
using TaskRelay.Worker.Processes;
using TaskRelay.Worker.Protocol;

namespace TaskRelay.Worker.Git;

/// <summary>Talks to the remote, again after a bad moment, and once more with a new token when the old one has died.</summary>
internal sealed class RemoteCalls(RepositoryToken token, EventReporter events)
{
    private const int MaxTries = 4;

    public async Task<ProcessResult> RunAsync(CleanGit git, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var backOff = new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8));
        var renewed = false;
        for (var tries = 1; ; tries++)
        {
            var result = await git.RemoteAsync(arguments, token.Value, cancellationToken);
            if (result.Succeeded || tries == MaxTries)
                return result;
            var trouble = RemoteTroubles.Of(result);
            if (trouble == RemoteTrouble.Final || (trouble == RemoteTrouble.Authentication && renewed))
                return result;
            events.Say($"git {arguments[0]} is tried again: {result.LastWords}");
            if (trouble == RemoteTrouble.Authentication)
            {
                renewed = true;
                if (!await token.RenewAsync(cancellationToken))
                    return result;
            }
            else
            {
                await backOff.WaitAsync(cancellationToken);
            }
        }
    }
}
