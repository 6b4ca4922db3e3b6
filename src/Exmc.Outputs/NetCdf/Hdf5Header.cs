// An object header of HDF5: messages behind each other.
namespace Exmc.Outputs.NetCdf;

/// <summary>An object header, version 1 (HDF5 File Format Specification 2.0, section IV.A.1.a).</summary>
internal sealed class Hdf5Header
{
    private readonly Bytes _messages = new();
    private int _count;

    /// <summary>What every group has: links kept in the header, in the order of their creation.</summary>
    public Hdf5Header Group(int links) => Message(0x02, new Bytes().U8(0, 1).I64(links).I64(Bytes.Undefined).I64(Bytes.Undefined)).Message(0x0A, new Bytes().U8(0, 0));

    /// <summary>A member of a group.</summary>
    public Hdf5Header Link(string name, int order, long address)
    {
        byte[] text = System.Text.Encoding.UTF8.GetBytes(name);
        return Message(0x06, new Bytes().U8(1, 0x15).I64(order).U8(1).U16(text.Length).U8(text).I64(address));
    }

    /// <summary>What every array has: its shape, type and place.</summary>
    public Hdf5Header Array(IReadOnlyList<int> lengths, byte[] type, long address, long size) =>
        Message(0x01, new Bytes().U8(Hdf5Types.Space(lengths))).Message(0x03, new Bytes().U8(type))
            .Message(0x05, new Bytes().U8(2, 2, 2, 0)).Message(0x08, new Bytes().U8(3, 1).I64(size == 0 ? Bytes.Undefined : address).I64(size));

    /// <summary>An attribute, version 3.</summary>
    public Hdf5Header Attribute(string name, byte[] type, IReadOnlyList<int> lengths, byte[] data)
    {
        byte[] space = Hdf5Types.Space(lengths);
        Bytes text = new Bytes().Text(name);
        return Message(0x0C, new Bytes().U8(3, 0).U16(text.Length).U16(type.Length).U16(space.Length).U8(1).U8(text.ToArray()).U8(type).U8(space).U8(data));
    }

    /// <summary>An attribute of text.</summary>
    public Hdf5Header Attribute(string name, string value)
    {
        byte[] text = new Bytes().Text(value).ToArray();
        return Attribute(name, Hdf5Types.Text(text.Length), [], text);
    }

    public byte[] ToArray() => new Bytes().U8(1, 0).U16(_count).I32(1).I32(_messages.Length).I32(0).U8(_messages.ToArray()).ToArray();

    private Hdf5Header Message(int kind, Bytes data)
    {
        data.Pad();
        _messages.U16(kind).U16(data.Length).I32(0).U8(data.ToArray());
        _count++;
        return this;
    }
}
