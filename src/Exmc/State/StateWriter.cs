// Named fields as bytes; docs/state-format.md describes them.
using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Exmc;

/// <summary>Writes named fields one after the other. Each has its type and its name before it, numbers are little-endian.</summary>
internal sealed class StateWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was written.</summary>
    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>Begins a part, whose fields follow.</summary>
    public void Begin(string part) => Head(FieldType.Begin, part);

    /// <summary>Ends the part that was begun last.</summary>
    public void End() => Head(FieldType.End, string.Empty);

    public void Flag(string field, bool value)
    {
        Head(FieldType.Flag, field);
        Room(1)[0] = value ? (byte)1 : (byte)0;
    }

    public void Integer(string field, long value)
    {
        Head(FieldType.Integer, field);
        BinaryPrimitives.WriteInt64LittleEndian(Room(sizeof(long)), value);
    }

    public void Bits(string field, ulong value)
    {
        Head(FieldType.Bits, field);
        BinaryPrimitives.WriteUInt64LittleEndian(Room(sizeof(ulong)), value);
    }

    public void Real(string field, double value)
    {
        Head(FieldType.Real, field);
        BinaryPrimitives.WriteDoubleLittleEndian(Room(sizeof(double)), value);
    }

    public void Text(string field, string value)
    {
        Head(FieldType.Text, field);
        int count = Encoding.UTF8.GetByteCount(value);
        Count(count);
        Encoding.UTF8.GetBytes(value, Room(count));
    }

    public void Reals(string field, ReadOnlySpan<double> values)
    {
        Head(FieldType.Reals, field);
        Count(values.Length);
        Span<byte> room = Room(checked(sizeof(double) * values.Length));
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(room[(sizeof(double) * i)..], values[i]);
        }
    }

    public void Integers(string field, ReadOnlySpan<int> values)
    {
        Head(FieldType.Integers, field);
        Count(values.Length);
        Span<byte> room = Room(checked(sizeof(int) * values.Length));
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(room[(sizeof(int) * i)..], values[i]);
        }
    }

    private void Head(FieldType type, string field)
    {
        Span<byte> room = Room(2 + field.Length);
        room[0] = (byte)type;
        room[1] = (byte)field.Length;
        Encoding.ASCII.GetBytes(field, room[2..]);
    }

    private void Count(int count) => BinaryPrimitives.WriteInt32LittleEndian(Room(sizeof(int)), count);

    private Span<byte> Room(int count)
    {
        Span<byte> room = _bytes.GetSpan(Math.Max(count, 1))[..count];
        _bytes.Advance(count);
        return room;
    }
}
