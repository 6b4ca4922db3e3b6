// Exporters: Prometheus and OpenTelemetry's protocol.
using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Exmc.Service.Telemetry;

internal static class FleetExporters
{
    private static readonly string[] Meters = [FleetMeters.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

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
        if (app.Services.GetRequiredService<IOptions<ServiceOptions>>().Value.Telemetry.Prometheus)
        {
            app.MapPrometheusScrapingEndpoint();
        }
    }

    private static void Send(OtlpExporterOptions exporter, TelemetryOptions options, string path)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri($"{options.OtlpEndpoint.TrimEnd('/')}/{path}");
    }
}
