// Where measurements go.
namespace Exmc.Service.Telemetry;

/// <summary>Exporters of the service.</summary>
public sealed class TelemetryOptions
{
    /// <summary>Whether /metrics answers a Prometheus server.</summary>
    public bool Prometheus { get; set; } = true;

    /// <summary>Address of an OpenTelemetry collector that takes OTLP over HTTP, such as http://127.0.0.1:4318; empty sends nothing.</summary>
    public string OtlpEndpoint { get; set; } = string.Empty;

    /// <summary>Seconds between two exports of metrics, at least 1.</summary>
    public int OtlpSeconds { get; set; } = 15;

    /// <summary>What is wrong; nothing when all is well.</summary>
    internal IEnumerable<string> Problems()
    {
        if (OtlpEndpoint.Length > 0 && !(Uri.TryCreate(OtlpEndpoint, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"))
        {
            yield return $"Exmc:Telemetry:OtlpEndpoint is '{OtlpEndpoint}', but must be an http or https address, such as http://127.0.0.1:4318.";
        }

        if (OtlpSeconds < 1)
        {
            yield return $"Exmc:Telemetry:OtlpSeconds is {OtlpSeconds}, but must be at least 1.";
        }
    }
}
