// The service in a host of its own.
using System.Net;
using System.Net.Sockets;
using Exmc.Service.Demo;
using Exmc.Service.Telemetry;
using Microsoft.Extensions.Options;

namespace Exmc.Service;

/// <summary>Builds and runs the whole service: engine, store, ingest, page, exporters and, on demand, a demo.</summary>
public static class FleetHost
{
    private const int Failure = 1;
    private const int UsageError = 2;
    private const int DemoPort = 18830;

    /// <summary>Runs until it is told to stop.</summary>
    /// <param name="args">--demo, --replay FILE, --speed X, --urls URL, and configuration as --Exmc:NAME VALUE.</param>
    /// <returns>0, 1 when a part of the service failed and the rest was stopped, or 2 for arguments or options that cannot be honoured; what is wrong goes to standard error.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        WebApplication app;
        try
        {
            app = Create(args);
            _ = app.Services.GetRequiredService<IOptions<ServiceOptions>>().Value;
        }
        catch (Exception exception) when (exception is OptionsValidationException or ArgumentException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return UsageError;
        }

        await using (app.ConfigureAwait(false))
        {
            app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"Exmc is at {string.Join(", ", app.Urls)}"));
            FleetRunner runner = app.Services.GetRequiredService<FleetRunner>();
            await app.RunAsync().ConfigureAwait(false);
            return runner.ExecuteTask is { IsFaulted: true } ? Failure : 0;
        }
    }

    /// <summary>Builds the service without starting it.</summary>
    /// <exception cref="ArgumentException">An argument is not known.</exception>
    public static WebApplication Create(string[] args)
    {
        ServeArguments arguments = ServeArguments.Parse(args);
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = arguments.Rest,
            ApplicationName = typeof(FleetHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        Configure(builder, arguments);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Host.UseSystemd();
        builder.Services.AddExmcFleet(builder.Configuration.GetSection("Exmc"));
        builder.Services.AddFleetExporters(builder.Configuration.GetSection("Exmc:Telemetry").Get<TelemetryOptions>() ?? new());
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi();
        builder.WebHost.ConfigureKestrel((context, kestrel) => kestrel.Limits.MaxRequestBodySize = context.Configuration.GetValue("Exmc:MaxBodyBytes", new ServiceOptions().MaxBodyBytes));
        WebApplication app = builder.Build();
        app.UseExceptionHandler();
        app.UseDefaultFiles();
        app.UseStaticFiles();
        app.MapExmcFleet();
        app.MapOpenApi();
        app.MapFleetExporters();
        return app;
    }

    private static void Configure(WebApplicationBuilder builder, ServeArguments arguments)
    {
        ConfigurationManager configuration = builder.Configuration;
        if (string.IsNullOrEmpty(configuration["urls"]) && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls("http://127.0.0.1:5210");
        }

        if (arguments.Replay is { } file)
        {
            configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Exmc:Replay:File"] = file, ["Exmc:Replay:Speed"] = arguments.Speed.ToString("R", System.Globalization.CultureInfo.InvariantCulture) });
        }

        if (arguments.IsDemo)
        {
            configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Exmc:Database"] = configuration["Exmc:Database"] ?? Path.Combine(Path.GetTempPath(), $"exmc-demo-{Environment.ProcessId}.db"),
                ["Exmc:MqttHost"] = "127.0.0.1",
                ["Exmc:MqttPort"] = configuration["Exmc:MqttPort"] ?? FreePort().ToString(System.Globalization.CultureInfo.InvariantCulture),
            });
            builder.Services.AddHostedService<DemoFleet>();
        }
    }

    // The demo's usual port, or any other when somebody has it.
    private static int FreePort()
    {
        foreach (int port in new[] { DemoPort, 0 })
        {
            try
            {
                using TcpListener listener = new(IPAddress.Loopback, port);
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }

        return DemoPort;
    }
}
