namespace TaskRelay.Web.Data;

/// <summary>The gate for work without a result.</summary>
public static class WriteGateExtensions
{
    /// <inheritdoc cref="IWriteGate.WriteAsync{T}" />
    public static Task WriteAsync(this IWriteGate gate, Func<WriteScope, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        gate.WriteAsync(
            async (scope, token) =>
            {
                await work(scope, token);
                return true;
            },
            cancellationToken);
}
