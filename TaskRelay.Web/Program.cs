using TaskRelay.Web.Demo;
using TaskRelay.Web.Hosting;

if (args is ["demo", .. var demo])
{
    return await DemoCommand.RunAsync(demo, Console.Out);
}

ConfigurationWatch.Poll();
WebApplicationBuilder builder;
try
{
    builder = WebApplication.CreateBuilder(args);
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

builder.AddTaskRelay();
var app = builder.Build();
app.UseTaskRelay();
try
{
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartFailure.OfStart(exception) is { } reason)
{
    Console.Error.WriteLine($"TaskRelay can't run: {reason}");
    return StartFailure.ExitCode;
}
