// Exporters: Prometheus and OpenTelemetry's protocol.
using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Exmc.Service.Telemetry;

internal static class FleetExporters
{
    private static readonly string[] Meters = [FleetMeters.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    // Milliseconds.
    private const int LongestFlush = 5000;

    public static void AddFleetExporters(this IServiceCollection services, TelemetryOptions options)
    {
        bool isSent = options.OtlpEndpoint.Length > 0 && !options.Problems().Any();
        if (!options.Prometheus && !isSent)
        {
            return;
        }

        var telemetry = services.AddOpenTelemetry().WithMetrics(metrics =>
        {
            metrics.AddMeter(Meters);
            if (options.Prometheus)
            {
                metrics.AddPrometheusExporter();
            }

            if (isSent)
            {
                metrics.AddOtlpExporter((exporter, reader) =>
                {
                    Send(exporter, options, "v1/metrics");
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = options.OtlpSeconds * 1000;
                });
            }
        });
        if (isSent)
        {
            telemetry.WithTracing(traces => traces.AddSource(FleetMeters.Name, "Microsoft.AspNetCore").AddOtlpExporter(exporter => Send(exporter, options, "v1/traces")));
        }
    }

    public static void MapFleetExporters(this WebApplication app)
    {
        TelemetryOptions options = app.Services.GetRequiredService<IOptions<ServiceOptions>>().Value.Telemetry;
        if (options.Prometheus)
        {
            app.MapPrometheusScrapingEndpoint();
        }

        if (options.OtlpEndpoint.Length > 0)
        {
            // The instruments may be disposed of before the exporter, and what they counted last would not be sent.
            app.Lifetime.ApplicationStopped.Register(() => app.Services.GetRequiredService<MeterProvider>().ForceFlush(LongestFlush));
        }
    }

    private static void Send(OtlpExporterOptions exporter, TelemetryOptions options, string path)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri($"{options.OtlpEndpoint.TrimEnd('/')}/{path}");
    }
}
