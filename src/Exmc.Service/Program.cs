// The service as a program.
using Exmc.Fleet.Live;
using Exmc.Service;
using Exmc.Service.Demo;
using Exmc.Service.Http;
using Exmc.Service.Ingest;
using Microsoft.Extensions.Options;

if (args is ["export", .. string[] rest])
{
    return await Exmc.Service.Store.ExportCommand.RunAsync(rest, Console.Out, Console.Error).ConfigureAwait(false);
}

bool isDemo = args.Contains("--demo");
WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = [.. args.Where(argument => argument != "--demo")],
    ContentRootPath = AppContext.BaseDirectory,
});
if (string.IsNullOrEmpty(builder.Configuration["urls"]))
{
    builder.WebHost.UseUrls("http://127.0.0.1:5210");
}

if (isDemo)
{
    builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Exmc:Database"] = builder.Configuration["Exmc:Database"] ?? Path.Combine(Path.GetTempPath(), $"exmc-demo-{Environment.ProcessId}.db"),
        ["Exmc:MqttHost"] = "127.0.0.1",
        ["Exmc:MqttPort"] = builder.Configuration["Exmc:MqttPort"] ?? "18830",
    });
    builder.Services.AddHostedService<DemoFleet>();
}

builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services.AddExmcFleet(builder.Configuration.GetSection("Exmc"));
builder.Services.AddHostedService<MqttIngest>();
builder.Services.AddSingleton<FleetMeters>();
builder.Services.AddProblemDetails();
builder.WebHost.ConfigureKestrel((context, kestrel) => kestrel.Limits.MaxRequestBodySize = context.Configuration.GetValue("Exmc:MaxBodyBytes", new ServiceOptions().MaxBodyBytes));
WebApplication app = builder.Build();
try
{
    _ = app.Services.GetRequiredService<IOptions<ServiceOptions>>().Value;
}
catch (OptionsValidationException exception)
{
    await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
    return 2;
}

app.Services.GetRequiredService<FleetMeters>();
app.UseExceptionHandler();
app.UseDefaultFiles();
app.UseStaticFiles();
app.MapIngest();
app.MapFleet();
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"Exmc is at {string.Join(", ", app.Urls)}"));
await app.RunAsync().ConfigureAwait(false);
return 0;
