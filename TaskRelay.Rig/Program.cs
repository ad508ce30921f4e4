using TaskRelay.Rig.Running;

namespace TaskRelay.Rig;

/// <summary>
/// Kills a real TaskRelay at random moments while signed webhooks come in, and says whether anything that it had
/// acknowledged was lost, doubled or left lying. See docs/reliability.md.
/// </summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            stop.Cancel();
        };
        try
        {
            return await RunAsync(args, Console.Out, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 130;
        }
    }

    /// <summary>A whole run: 0 when nothing was found, 1 when something was, 2 when the arguments are not understood.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken) =>
        RigOptions.Parse(args, output) is not { } options ? 2
        : await new RigRun(options, output).RunAsync(cancellationToken) ? 0 : 1;
}
