// Datatypes and dataspaces as HDF5 encodes them.
namespace Exmc.Outputs.NetCdf;

/// <summary>Datatypes (version 1) and dataspaces (version 1) as the HDF5 File Format Specification 2.0, sections IV.A.2.b and d, encodes them.</summary>
internal static class Hdf5Types
{
    private const byte Signed = 0x08;

    public static byte[] Int8 => Integer(1);

    public static byte[] Int32 => Integer(4);

    public static byte[] Int64 => Integer(8);

    /// <summary>IEEE binary64: sign bit 63, 11 bits of exponent from bit 52 with bias 1023, 52 of mantissa with an implied first one.</summary>
    public static byte[] Float64 => new Bytes().U8(0x11, 0x20, 63, 0).I32(8).U16(0).U16(64).U8(52, 11, 0, 52).I32(1023).ToArray();

    /// <summary>Address of an object header.</summary>
    public static byte[] ObjectReference => new Bytes().U8(0x17, 0, 0, 0).I32(8).ToArray();

    /// <summary>Sequences of object references, which stand in the global heap.</summary>
    public static byte[] ReferenceList => new Bytes().U8(0x19, 0, 0, 0).I32(16).U8(ObjectReference).ToArray();

    /// <summary>A reference to a variable and the axis at which it uses a dimension.</summary>
    public static byte[] Use => new Bytes().U8(0x16, 2, 0, 0).I32(16).U8(Member("dataset", 0, ObjectReference)).U8(Member("dimension", 8, Int32)).ToArray();

    /// <summary>Text with a final zero: HDF5 takes a dimension scale for one only if its class is so terminated.</summary>
    /// <param name="size">Bytes with the final zero.</param>
    public static byte[] Text(int size) => new Bytes().U8(0x13, 0x10, 0, 0).I32(size).ToArray();

    /// <summary>Lengths by axis; none for a scalar.</summary>
    public static byte[] Space(IReadOnlyList<int> lengths)
    {
        Bytes space = new Bytes().U8(1, (byte)lengths.Count, 0, 0).I32(0);
        foreach (int length in lengths)
        {
            space.I64(length);
        }

        return space.ToArray();
    }

    private static byte[] Integer(int size) => new Bytes().U8(0x10, Signed, 0, 0).I32(size).U16(0).U16(8 * size).ToArray();

    private static byte[] Member(string name, int offset, byte[] type) =>
        new Bytes().Text(name).Pad().I32(offset).I32(0).I32(0).I32(0).I64(0).I64(0).U8(type).ToArray();
}
