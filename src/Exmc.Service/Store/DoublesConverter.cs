// Lists of numbers in JSON: their bytes, exact and short.
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Exmc.Service.Store;

/// <summary>Writes base 64 of the numbers' bytes, little-endian; reads that, and arrays as they were written before.</summary>
internal sealed class DoublesConverter : JsonConverter<IReadOnlyList<double>>
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return StoredBytes.ToDoubles(reader.GetBytesFromBase64());
        }

        List<double> values = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            values.Add(reader.TokenType == JsonTokenType.String ? double.Parse(reader.GetString()!, System.Globalization.CultureInfo.InvariantCulture) : reader.GetDouble());
        }

        return values;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<double> value, JsonSerializerOptions options) => writer.WriteBase64StringValue(StoredBytes.Of(value));
}
