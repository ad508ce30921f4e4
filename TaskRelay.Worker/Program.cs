using System.Text.Json;
using TaskRelay.Worker;
using TaskRelay.Worker.Cage;
using TaskRelay.Worker.Scribe;

switch (args)
{
    case ["scribe", .. var rest]:
        return await ScribeProgram.RunAsync(rest, Console.In, Console.Out, Console.Error, CancellationToken.None);
    case ["probe"]:
        var probe = await CageProbe.RunAsync(CancellationToken.None);
        Console.WriteLine(JsonSerializer.Serialize(probe, ProbeJson.Default.ProbeResult));
        return 0;
    case []:
        return await WorkerProgram.RunAsync();
    default:
        await Console.Error.WriteLineAsync("Usage: TaskRelay.Worker [scribe | probe]. Without a word it works on the attempt that its ticket opens.");
        return ExitCodes.Usage;
}
