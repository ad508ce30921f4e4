namespace TaskRelay.Web.Tests.Worker;

/// <summary>Waits for what other processes bring about.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> holds, TimeSpan? within = null)
    {
        using var patience = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(60));
        while (!holds())
            await Task.Delay(20, patience.Token);
    }
}
