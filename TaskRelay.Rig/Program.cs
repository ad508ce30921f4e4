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
        if (RigOptions.Parse(args, Console.Error) is not { } options)
        {
            return 2;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            stop.Cancel();
        };
        try
        {
            return await new RigRun(options, Console.Out).RunAsync(stop.Token) ? 0 : 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 130;
        }
    }
}
