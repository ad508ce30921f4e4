using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace TaskRelay.Web.Data.Postgres;

/// <summary>
/// A read whose connection breaks is done again on a new one, a few times; what can't be read then is told as every
/// trouble of the store. A full pool is waited for once, and never again: that would be a hang.
/// </summary>
internal sealed class PostgresReads(ExecutionStrategyDependencies dependencies) : IExecutionStrategy
{
    private const int MostTries = 6;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public bool RetriesOnFailure => true;

    public TResult Execute<TState, TResult>(
        TState state, Func<DbContext, TState, TResult> operation, Func<DbContext, TState, ExecutionResult<TResult>>? verifySucceeded)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return operation(dependencies.CurrentContext.Context, state);
            }
            catch (Exception exception) when (PostgresFailures.IsBroken(exception) && tried < MostTries)
            {
                Thread.Sleep(Pause * (tried - 1));
            }
            catch (Exception exception) when (PostgresFailures.IsUnavailable(exception) && !PostgresFailures.IsForbidden(exception))
            {
                throw Unavailable(exception);
            }
        }
    }

    public async Task<TResult> ExecuteAsync<TState, TResult>(
        TState state,
        Func<DbContext, TState, CancellationToken, Task<TResult>> operation,
        Func<DbContext, TState, CancellationToken, Task<ExecutionResult<TResult>>>? verifySucceeded,
        CancellationToken cancellationToken = default)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await operation(dependencies.CurrentContext.Context, state, cancellationToken);
            }
            catch (Exception exception) when (PostgresFailures.IsBroken(exception) && tried < MostTries)
            {
                await Task.Delay(Pause * (tried - 1), TimeProvider.System, cancellationToken);
            }
            catch (Exception exception) when (PostgresFailures.IsUnavailable(exception) && !PostgresFailures.IsForbidden(exception))
            {
                throw Unavailable(exception);
            }
        }
    }

    private static StoreUnavailableException Unavailable(Exception exception) => new("The database can't be read now.", exception);
}
