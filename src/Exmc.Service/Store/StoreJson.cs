// The stored things that are JSON.
using System.Text.Json;
using System.Text.Json.Serialization;
using Exmc.Fleet.Live;

namespace Exmc.Service.Store;

internal static class StoreJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new DoublesConverter(), new JsonStringEnumConverter() },
    };

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="JsonException">The text is damaged.</exception>
    public static T To<T>(string text) => JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("The stored text is empty.");

    public static FitSummary Summary(string sensor, LiveFit fit) =>
        new(sensor, fit.Number, fit.At, fit.Rung, fit.Scale, fit.MinEss, fit.Divergences, fit.Milliseconds, fit.Why, fit.Model, fit.Detail);

    public static LiveFit Fit(FitSummary one, byte[] adaptation, byte[] draws) => new(
        one.Number, one.At, one.Rung, one.Scale, StoredBytes.ToDoubles(draws), StoredBytes.ToAdaptation(adaptation), one.MinEss, one.Divergences, one.Milliseconds, one.Why, one.Model,
        one.Detail);
}
