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

    // Less than the unit's TimeoutStopSec, so that systemd does not kill what drains.
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(55);

    /// <summary>Runs until it is told to stop.</summary>
    /// <param name="args">--demo, --replay FILE, --speed X, --urls URL, and configuration as --Exmc:NAME VALUE.</param>
    /// <returns>0, 1 when the service cannot start or a part of it failed and the rest was stopped, or 2 for arguments or options that cannot be honoured; what is wrong goes to standard error.</returns>
    public static Task<int> RunAsync(string[] args) => RunAsync(args, Console.Out, Console.Error);

    /// <summary>The same.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Told the address.</param>
    /// <param name="error">Told what is wrong.</param>
    internal static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        WebApplication app;
        try
        {
            app = Create(args);
            _ = app.Services.GetRequiredService<IOptions<ServiceOptions>>().Value;
        }
        catch (Exception exception) when (exception is OptionsValidationException or ArgumentException or InvalidOperationException)
        {
            await error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return UsageError;
        }

        await using (app.ConfigureAwait(false))
        {
            FleetRunner runner;
            try
            {
                runner = app.Services.GetRequiredService<FleetRunner>();
                await app.StartAsync().ConfigureAwait(false);
            }
            catch (Exception exception) when (StartProblem.Of(exception) is { } problem)
            {
                await error.WriteLineAsync(problem).ConfigureAwait(false);
                return Failure;
            }

            await output.WriteLineAsync($"Exmc is at {string.Join(", ", app.Urls)}").ConfigureAwait(false);
            await app.WaitForShutdownAsync().ConfigureAwait(false);
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
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestDrain);
        builder.Host.UseSystemd();
        builder.Services.AddExmcFleet(builder.Configuration.GetSection("Exmc"));
        builder.Services.AddFleetExporters(builder.Configuration.GetSection("Exmc:Telemetry").Get<TelemetryOptions>() ?? new());
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi();
        WebApplication app = builder.Build();

        // Made before the store, so that it is disposed of, and its file removed, after it.
        _ = app.Services.GetService<DemoDatabase>();
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

        // Unless somebody asks for more. What keeps the service from starting is told in a line; a part that fails later is told at the level above.
        configuration["Logging:LogLevel:Microsoft.AspNetCore"] ??= "Warning";
        configuration["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] ??= "Critical";
        if (string.IsNullOrEmpty(configuration["urls"]) && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls("http://127.0.0.1:5210");
        }

        // A name that somebody has made to lead to this machine's loopback would be a page's own (DNS rebinding); where all addresses are loopback, so are the names.
        if (string.IsNullOrEmpty(configuration["AllowedHosts"]) && !configuration.GetSection("Kestrel:Endpoints").Exists() && Array.TrueForAll(configuration["urls"]!.Split(';'), IsLoopback))
        {
            configuration["AllowedHosts"] = "localhost;127.0.0.1;[::1]";
        }

        if (arguments.Replay is { } file)
        {
            configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Exmc:Replay:File"] = file, ["Exmc:Replay:Speed"] = arguments.Speed.ToString("R", System.Globalization.CultureInfo.InvariantCulture) });
        }

        if (arguments.IsDemo)
        {
            if (string.IsNullOrEmpty(configuration["Exmc:Database"]))
            {
                string database = Path.Combine(Path.GetTempPath(), $"exmc-demo-{Environment.ProcessId}.db");
                configuration["Exmc:Database"] = database;
                builder.Services.AddSingleton(_ => new DemoDatabase(database));
            }

            configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Exmc:MqttHost"] = "127.0.0.1",
                ["Exmc:MqttPort"] = configuration["Exmc:MqttPort"] ?? FreePort().ToString(System.Globalization.CultureInfo.InvariantCulture),
            });
            builder.Services.AddHostedService<DemoFleet>();
        }
    }

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url.Trim(), UriKind.Absolute, out Uri? address) && (address.IsLoopback || (IPAddress.TryParse(address.Host, out IPAddress? number) && IPAddress.IsLoopback(number)));

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
