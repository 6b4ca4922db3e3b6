// Numbers and windows as bytes, little-endian.
using System.Buffers.Binary;
using Exmc.Fleet.Live;

namespace Exmc.Service.Store;

internal static class StoredBytes
{
    private const int PlaceBytes = 17;

    public static byte[] Of(IReadOnlyList<double> values)
    {
        byte[] bytes = new byte[8 * values.Count];
        for (int i = 0; i < values.Count; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8 * i), values[i]);
        }

        return bytes;
    }

    public static double[] ToDoubles(byte[] bytes)
    {
        double[] values = new double[bytes.Length / 8];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(8 * i));
        }

        return values;
    }

    /// <summary>Of each place: ticks, reading, and whether it is excluded.</summary>
    public static byte[] Of(IReadOnlyList<WindowPlace> places)
    {
        byte[] bytes = new byte[PlaceBytes * places.Count];
        for (int i = 0; i < places.Count; i++)
        {
            Span<byte> one = bytes.AsSpan(PlaceBytes * i, PlaceBytes);
            BinaryPrimitives.WriteInt64LittleEndian(one, places[i].Time.Ticks);
            BinaryPrimitives.WriteDoubleLittleEndian(one[8..], places[i].Value);
            one[16] = places[i].IsExcluded ? (byte)1 : (byte)0;
        }

        return bytes;
    }

    public static WindowPlace[] ToPlaces(byte[] bytes)
    {
        WindowPlace[] places = new WindowPlace[bytes.Length / PlaceBytes];
        for (int i = 0; i < places.Length; i++)
        {
            ReadOnlySpan<byte> one = bytes.AsSpan(PlaceBytes * i, PlaceBytes);
            places[i] = new(new DateTime(BinaryPrimitives.ReadInt64LittleEndian(one), DateTimeKind.Utc), BinaryPrimitives.ReadDoubleLittleEndian(one[8..]), one[16] == 1);
        }

        return places;
    }

    public static byte[] Of(Adaptation adaptation)
    {
        using MemoryStream bytes = new();
        adaptation.Save(bytes);
        return bytes.ToArray();
    }

    /// <exception cref="StateException">The bytes are damaged or foreign.</exception>
    public static Adaptation ToAdaptation(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return Adaptation.Load(stream, "the stored adaptation");
    }

    /// <summary>Text without what databases do not keep: zero characters and halves of surrogate pairs.</summary>
    public static string Clean(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.Value == 0 ? "\uFFFD" : rune.ToString()));
}
