using System.Diagnostics;
using System.Text.Json;

namespace TaskRelay.Rig.Traffic;

/// <summary>
/// Sends at a fixed rate, however slow the answers are: a slow app gets no rest. What is not answered with 2xx goes back
/// to be sent again, as GitHub's failed deliveries are.
/// </summary>
internal sealed class Sender(Uri address, DeliveryMaker maker, DeliveryLedger ledger, int rate)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private int _acknowledged;
    private int _unanswered;
    private int _refused;

    public int Acknowledged => _acknowledged;

    /// <summary>Cut off by a kill, or not answered in GitHub's ten seconds.</summary>
    public int WithoutAnswer => _unanswered;

    /// <summary>Answered, but not with 2xx.</summary>
    public int Refused => _refused;

    /// <summary>Sends until told to end, then waits for what is under way.</summary>
    public async Task RunAsync(int life, CancellationToken ended)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = Patience };
        var underWay = new List<Task>();
        var watch = Stopwatch.StartNew();
        for (var sent = 0; !ended.IsCancellationRequested;)
        {
            for (var due = (int)(watch.Elapsed.TotalSeconds * rate) + 1; sent < due && !ended.IsCancellationRequested;)
            {
                var next = await maker.NextAsync(life);
                sent += next.Count;
                underWay.AddRange(next.Select(delivery => SendAsync(client, delivery, life)));
            }

            await Task.Delay(1, CancellationToken.None);
        }

        await Task.WhenAll(underWay);
    }

    /// <summary>Sends again what nobody answered, until everything is answered.</summary>
    public async Task SettleAsync(int life, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = Patience };
        while (maker.Waiting > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var delivery in maker.Rest().ToList())
            {
                await SendAsync(client, delivery, life);
            }
        }
    }

    private async Task SendAsync(HttpClient client, SignedDelivery delivery, int life)
    {
        try
        {
            using var request = delivery.ToRequest();
            using var answer = await client.SendAsync(request, CancellationToken.None);
            var body = await answer.Content.ReadAsStringAsync(CancellationToken.None);
            if (answer.IsSuccessStatusCode)
            {
                var said = JsonSerializer.Deserialize<Answer>(body, JsonSerializerOptions.Web);
                ledger.Acknowledged(delivery, life, (int)answer.StatusCode, said?.Outcome, said?.TaskId);
                Interlocked.Increment(ref _acknowledged);
                return;
            }

            Interlocked.Increment(ref _refused);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            // Killed, or not there yet.
            Interlocked.Increment(ref _unanswered);
        }

        maker.Unanswered(delivery);
    }

    private sealed record Answer(string? Outcome, Guid? TaskId);
}
