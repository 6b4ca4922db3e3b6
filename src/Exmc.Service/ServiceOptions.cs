// Options of the service, from configuration section "Exmc".
using Exmc.Fleet.Live;
using Exmc.Service.Ingest;
using Exmc.Service.Security;
using Exmc.Service.Store;
using Exmc.Service.Telemetry;

namespace Exmc.Service;

/// <summary>Options of the service.</summary>
public sealed class ServiceOptions
{
    /// <summary>Where the fleet is kept: "sqlite", in the file <see cref="Database"/>, or "postgres", by <see cref="ConnectionString"/>.</summary>
    public string Store { get; set; } = FleetStores.Sqlite;

    /// <summary>Connection string of a PostgreSQL database, in Npgsql's form.</summary>
    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>File of the database; made when it is not there.</summary>
    public string Database { get; set; } = "exmc.db";

    /// <summary>Key that ingest and actions ask for in the header X-Api-Key; empty asks for none.</summary>
    public string ApiKey { get; set; } = string.Empty;

    /// <summary>Largest body of a request, bytes.</summary>
    public int MaxBodyBytes { get; set; } = 8 << 20;

    /// <summary>Most readings of a request.</summary>
    public int MaxReadings { get; set; } = 20_000;

    /// <summary>Readings that may wait for their commit; beyond it a request is answered 429.</summary>
    public int MaxPending { get; set; } = 100_000;

    /// <summary>Days that readings are kept; 0 keeps them for ever.</summary>
    public int RetentionDays { get; set; } = 90;

    /// <summary>Readings kept of each sensor, the last ones, with their fits, and refusals kept of all sensors together; 0 keeps all.</summary>
    public long RetentionReadings { get; set; }

    /// <summary>Longest time between two commits of scores with their checkpoint, at least 0; a restart scores anew what came after the last one.</summary>
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Threads that refit, at least 1.</summary>
    public int Workers { get; set; } = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>Address of an MQTT broker; empty connects to none.</summary>
    public string MqttHost { get; set; } = string.Empty;

    /// <summary>Its port.</summary>
    public int MqttPort { get; set; } = 1883;

    /// <summary>Topics are this, a slash and the sensor's name.</summary>
    public string MqttTopic { get; set; } = "exmc";

    /// <summary>Name of the service at the broker, which keeps what comes while the service is away under it; two services need two.</summary>
    public string MqttClientId { get; set; } = "exmc-service";

    /// <summary>User at the broker; empty for none.</summary>
    public string MqttUser { get; set; } = string.Empty;

    /// <summary>The user's password.</summary>
    public string MqttPassword { get; set; } = string.Empty;

    /// <summary>Whether the broker is spoken to by TLS, with a certificate that this machine trusts.</summary>
    public bool MqttTls { get; set; }

    /// <summary>Simulated sensors of the demo.</summary>
    public int DemoSensors { get; set; } = 120;

    /// <summary>Keys, tokens and rates.</summary>
    public SecurityOptions Security { get; set; } = new();

    /// <summary>Exporters.</summary>
    public TelemetryOptions Telemetry { get; set; } = new();

    /// <summary>A file to replay.</summary>
    public ReplayOptions Replay { get; set; } = new();

    /// <summary>Options of the engine.</summary>
    public LiveOptions Fleet { get; set; } = new();

    /// <summary>All keys; <see cref="ApiKey"/> is one of them.</summary>
    internal IEnumerable<string> AllKeys => ApiKey.Length > 0 ? Security.Keys.Append(ApiKey) : Security.Keys;

    /// <summary>Whether anybody may send.</summary>
    internal bool IsOpen => !AllKeys.Any() && !Security.HasTokens;

    /// <summary>What is wrong with the options; null when nothing is.</summary>
    public string? Problem()
    {
        try
        {
            Fleet.Check();
        }
        catch (ArgumentOutOfRangeException exception)
        {
            return $"Exmc:Fleet:{exception.ParamName}: {exception.Message}";
        }

        return FleetStores.Problem(this) is { } problem ? problem
            : MaxBodyBytes < 1 ? $"Exmc:MaxBodyBytes is {MaxBodyBytes}, but must be at least 1."
            : MaxReadings < 1 ? $"Exmc:MaxReadings is {MaxReadings}, but must be at least 1."
            : MaxPending < MaxReadings ? $"Exmc:MaxPending is {MaxPending}, but must be at least Exmc:MaxReadings, {MaxReadings}."
            : RetentionDays < 0 ? $"Exmc:RetentionDays is {RetentionDays}, but must be at least 0; 0 keeps readings for ever."
            : RetentionReadings < 0 ? $"Exmc:RetentionReadings is {RetentionReadings}, but must be at least 0; 0 keeps all."
            : CheckpointInterval < TimeSpan.Zero ? $"Exmc:CheckpointInterval is {CheckpointInterval}, but must be at least 0."
            : Workers < 1 ? $"Exmc:Workers is {Workers}, but must be at least 1."
            : MqttTopic.Length == 0 || MqttTopic.IndexOfAny(['#', '+', '\0']) >= 0 || MqttTopic.EndsWith('/') ? $"Exmc:MqttTopic is '{MqttTopic}', but must be the beginning of topics, without '#', '+' and a slash at its end."
            : MqttClientId.Length == 0 ? "Exmc:MqttClientId is empty, but the broker keeps what comes while the service is away by it."
            : MqttPort is < 1 or > 65535 ? $"Exmc:MqttPort is {MqttPort}, but must be from 1 to 65535."
            : DemoSensors < 1 ? $"Exmc:DemoSensors is {DemoSensors}, but must be at least 1."
            : Security.Problems().Concat(Telemetry.Problems()).Concat(Replay.Problems()).FirstOrDefault();
    }
}
