// Little-endian bytes put behind each other.
using System.Buffers.Binary;
using System.Text;

namespace Exmc.Outputs.NetCdf;

/// <summary>Little-endian bytes put behind each other.</summary>
internal sealed class Bytes
{
    /// <summary>HDF5's address of what is not there.</summary>
    public const long Undefined = -1;

    private readonly List<byte> _bytes = [];

    public int Length => _bytes.Count;

    public byte[] ToArray() => [.. _bytes];

    public Bytes U8(params ReadOnlySpan<byte> values)
    {
        _bytes.AddRange(values);
        return this;
    }

    public Bytes U16(int value)
    {
        Span<byte> field = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(field, checked((ushort)value));
        return U8(field);
    }

    public Bytes I32(int value)
    {
        Span<byte> field = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(field, value);
        return U8(field);
    }

    public Bytes I64(long value)
    {
        Span<byte> field = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(field, value);
        return U8(field);
    }

    /// <summary>UTF-8 text with its final zero.</summary>
    public Bytes Text(string value) => U8(Encoding.UTF8.GetBytes(value)).U8(0);

    /// <summary>Zeros up to a multiple of eight.</summary>
    public Bytes Pad()
    {
        while (Length % 8 != 0)
        {
            U8(0);
        }

        return this;
    }
}
