using TaskRelay.Web.Demo;
using TaskRelay.Web.Hosting;

if (args is ["demo", .. var demo])
{
    return await DemoCommand.RunAsync(demo, Console.Out);
}

ConfigurationWatch.Poll();
var builder = WebApplication.CreateBuilder(args);
if (!builder.HasValidConfiguration(Console.Error))
{
    return 2;
}

builder.AddTaskRelay();
var app = builder.Build();
app.UseTaskRelay();
await app.RunAsync();
return 0;
