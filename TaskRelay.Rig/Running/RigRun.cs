using System.Diagnostics;
using TaskRelay.Rig.Checks;
using TaskRelay.Rig.Power;
using TaskRelay.Rig.Traffic;
using TaskRelay.Simulator;

namespace TaskRelay.Rig.Running;

/// <summary>One run: lives under load that end in a kill, then a life in which everything comes to its end.</summary>
internal sealed class RigRun(RigOptions options, TextWriter output)
{
    // After the app is ready, in milliseconds.
    private const int EarliestKill = 50;
    private const int LatestKill = 1200;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private readonly Verdict _verdict = new();
    private readonly List<double> _ready = [];
    private int _cuts;
    private int _writesCut;

    /// <summary>Runs it; true when nothing was found.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        output.WriteLine($"seed {options.Seed}: {options.Kills} kills, {options.Rate} webhooks/s, {options.Database}");
        var folder = options.Keep ?? Directory.CreateTempSubdirectory("taskrelay-rig-").FullName;
        Directory.CreateDirectory(folder);
        await using (var simulator = await SimulatorHost.StartAsync(new SimulatorOptions(), cancellationToken))
        {
            using var relay = new RelayUnderTest(options, simulator, folder);
            using var ledger = new DeliveryLedger(Path.Combine(folder, "ledger.jsonl"));
            var gitHub = new GitHubSide(simulator);
            var maker = new DeliveryMaker(gitHub, simulator.App.WebhookSecret, options.Seed, options.Tasks, options.Kills);
            var sender = new Sender(relay.Address, maker, ledger, options.Rate);
            var store = StoreChecks.Of(options, relay.DatabaseFile);
            var check = new LedgerCheck(ledger, store, _verdict);
            var watch = Stopwatch.StartNew();
            var killed = TimeSpan.Zero;
            try
            {
                await KillAgainAndAgainAsync(relay, sender, check, cancellationToken);
                killed = watch.Elapsed;
                await ComeToAnEndAsync(relay, sender, store, check, maker, cancellationToken);
                new GitHubCheck(gitHub, _verdict).Run(maker.Commands);
            }
            catch (RunEndedException exception)
            {
                _verdict.Broken(exception.Message);
            }

            WriteFigures(sender, maker, killed, watch.Elapsed - killed);
        }

        if (_verdict.IsGood && options.Keep is null)
        {
            Directory.Delete(folder, recursive: true);
        }
        else
        {
            output.WriteLine($"kept in {folder}");
        }

        output.WriteLine(_verdict.IsGood ? "GOOD: nothing acknowledged was lost, nothing doubled, nothing stuck." : $"FAILED. Again: --seed {options.Seed}");
        return _verdict.IsGood;
    }

    private async Task KillAgainAndAgainAsync(RelayUnderTest relay, Sender sender, LedgerCheck check, CancellationToken cancellationToken)
    {
        var random = new Random(options.Seed);
        for (var life = 1; life <= options.Kills; life++)
        {
            await StartAsync(relay, life, cancellationToken);
            var until = random.Next(EarliestKill, LatestKill);
            var isCut = random.Next(2) == 0;
            using var ended = new CancellationTokenSource();
            var sending = sender.RunAsync(life, ended.Token);
            await Task.Delay(until, cancellationToken);

            // Under load: the load ends after the app does.
            await relay.KillAsync();
            await ended.CancelAsync();
            await sending;
            EndStore(relay, isCut);
            await check.AfterKillAsync(life, cancellationToken);
        }
    }

    private async Task StartAsync(RelayUnderTest relay, int life, CancellationToken cancellationToken)
    {
        var ready = await relay.StartAsync(life, cancellationToken);

        // The first start makes the store; no worker and no sender waits for it.
        if (life > 1)
        {
            _ready.Add(ready.TotalSeconds);
            if (ready.TotalSeconds > options.ReadyLimit)
            {
                _verdict.Late($"life {life} was ready after {ready.TotalSeconds:0.0} s");
            }
        }
    }

    private void EndStore(RelayUnderTest relay, bool isCut)
    {
        if (options.Database != "sqlite")
        {
            return;
        }

        if (!PowerCut.IsWatched(relay.DatabaseFile))
        {
            _verdict.Broken("the app's writes were not seen, so no power cut could be tried");
        }

        if (isCut)
        {
            _cuts++;
            _writesCut += PowerCut.Strike(relay.DatabaseFile);
        }
        else
        {
            PowerCut.Spare(relay.DatabaseFile);
        }
    }

    private async Task ComeToAnEndAsync(
        RelayUnderTest relay, Sender sender, IStoreCheck store, LedgerCheck check, DeliveryMaker maker, CancellationToken cancellationToken)
    {
        var life = options.Kills + 1;
        await StartAsync(relay, life, cancellationToken);
        await sender.SettleAsync(life, cancellationToken);
        var watch = Stopwatch.StartNew();
        IReadOnlyList<string> open;
        while ((open = await OpenAsync(store, cancellationToken)).Count > 0 && watch.Elapsed.TotalSeconds < options.DrainLimit)
        {
            await Task.Delay(Look, cancellationToken);
        }

        foreach (var what in open)
        {
            _verdict.Stuck(what);
        }

        await relay.KillAsync();
        EndStore(relay, isCut: true);
        await check.AfterKillAsync(life, cancellationToken);
        await check.AtEndAsync(maker.Commands, cancellationToken);
    }

    private static async Task<IReadOnlyList<string>> OpenAsync(IStoreCheck store, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenLiveAsync(cancellationToken);
        var reader = new StoreReader(connection);
        var open = (await reader.TasksAsync(cancellationToken)).Where(task => !task.IsEnded);
        return [.. open.Select(task => $"task {task.Id} is {task.Status} in attempt {task.Attempt}"), .. await reader.UntoldAsync(cancellationToken)];
    }

    private void WriteFigures(Sender sender, DeliveryMaker maker, TimeSpan killed, TimeSpan drained)
    {
        _ready.Sort();
        output.WriteLine(
            $"{sender.Acknowledged} answers of 2xx, {sender.WithoutAnswer} cut off, {sender.Refused} refused; "
            + $"{maker.Commands.Count} commands; {_cuts} power cuts that took {_writesCut} unsynced writes");
        output.WriteLine(
            $"ready after p50 {At(0.5):0.00} s, p95 {At(0.95):0.00} s, most {At(1):0.00} s; kills took {killed.TotalSeconds:0} s, the end {drained.TotalSeconds:0} s");
        _verdict.Write(output);
    }

    private double At(double share) => _ready.Count == 0 ? 0 : _ready[(int)Math.Ceiling(share * _ready.Count) - 1];
}
