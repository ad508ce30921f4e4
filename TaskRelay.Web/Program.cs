using TaskRelay.Web.Hosting;

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
