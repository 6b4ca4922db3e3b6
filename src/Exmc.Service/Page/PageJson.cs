// JSON of all that the page reads, without reflection.
using System.Text.Json.Serialization;
using Exmc.Fleet.Live;

namespace Exmc.Service.Page;

/// <summary>Names in camel case; numbers that are not finite are the strings "NaN", "Infinity" and "-Infinity".</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, UseStringEnumConverter = true)]
[JsonSerializable(typeof(FleetChange))]
[JsonSerializable(typeof(IEnumerable<TileView>))]
[JsonSerializable(typeof(IEnumerable<PointView>))]
[JsonSerializable(typeof(IEnumerable<FitSummary>))]
[JsonSerializable(typeof(IEnumerable<LiveAlarm>))]
[JsonSerializable(typeof(LiveAlarm))]
[JsonSerializable(typeof(SensorView))]
internal sealed partial class PageJson : JsonSerializerContext;
