using TaskRelay.Web.Hosting;
using TaskRelay.Web.Loops;
using TaskRelay.Web.Operations;

if (OperatorCommands.AreMeant(args))
{
    return await OperatorCommands.RunAsync(args, Console.Out, Console.Error);
}

WebApplicationBuilder builder;
try
{
    builder = RelayBuilder.Create(args);
}
catch (Exception exception) when (StartFailure.OfConfiguration(exception) is { } reason)
{
    Console.Error.WriteLine($"TaskRelay can't read its configuration: {reason}");
    return StartFailure.ConfigurationExitCode;
}

if (!builder.HasValidConfiguration(Console.Error))
{
    return StartFailure.ConfigurationExitCode;
}

builder.AddTaskRelay(LoopStart.Served);
var app = builder.Build();
app.UseTaskRelay();

// Asked for now: after a failed start the app is disposed and tells no more.
var stopping = app.Lifetime.ApplicationStopping;
try
{
    await app.RunAsync();
    return 0;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    // Asked to stop before it had started.
    return 0;
}
catch (Exception exception) when (StartFailure.OfStart(exception) is { } reason)
{
    Console.Error.WriteLine($"TaskRelay can't run: {reason}");
    return StartFailure.ExitCode;
}
