using TaskRelay.Contracts;
using TaskRelay.Worker.Protocol;

namespace TaskRelay.Worker.Attempts;

/// <summary>The token for the one repository, read anew from the server when it dies.</summary>
internal sealed class RepositoryToken(ServerClient server, AttemptSecrets secrets, JobToken first)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private JobToken _token = first;

    public string Value => _token.Value;

    /// <summary>Renews one that has less than two minutes to live.</summary>
    public async Task EnsureFreshAsync(CancellationToken cancellationToken)
    {
        if (_token.ExpiresAt - TimeProvider.System.GetUtcNow() < TimeSpan.FromMinutes(2))
            await RenewAsync(cancellationToken);
    }

    /// <returns>False when the server refused, or stayed away.</returns>
    public async Task<bool> RenewAsync(CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var backOff = new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        while (true)
        {
            var answer = await server.GetJobAsync(cancellationToken);
            if (answer.Value is { } job)
            {
                secrets.Add(job.Token.Value);
                _token = job.Token;
                return true;
            }
            if (answer.IsFinal || TimeProvider.System.GetElapsedTime(started) > LongestWait)
                return false;
            await backOff.WaitAsync(cancellationToken);
        }
    }
}
