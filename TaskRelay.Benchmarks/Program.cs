using TaskRelay.Benchmarks.Backups;
using TaskRelay.Benchmarks.Ingest;
using TaskRelay.Benchmarks.Ingest.Servers;

switch (args)
{
    case ["ingest", .. var rest]:
        return await IngestCommand.RunAsync(rest, Console.Out);

    case ["backup", .. var trial]:
        return await BackupTrialCommand.RunAsync(trial, Console.Out);

    case [PeerServer.Verb, var peer, var folder]:
        await PeerServer.RunAsync(Peer.Named(peer), folder);
        return 0;

    default:
        Console.Error.WriteLine(IngestOptions.Usage);
        return 2;
}
