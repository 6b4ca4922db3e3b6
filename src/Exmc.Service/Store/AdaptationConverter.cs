// What a fit learnt, in JSON: the bytes of its own file format.
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Exmc.Service.Store;

/// <summary>Keeps version, hash and checksum of the format beside the numbers; what is damaged or foreign is refused by name.</summary>
internal sealed class AdaptationConverter : JsonConverter<Adaptation>
{
    /// <inheritdoc/>
    public override Adaptation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using MemoryStream bytes = new(reader.GetBytesFromBase64());
        return Adaptation.Load(bytes, "the stored adaptation");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Adaptation value, JsonSerializerOptions options)
    {
        using MemoryStream bytes = new();
        value.Save(bytes);
        writer.WriteBase64StringValue(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
