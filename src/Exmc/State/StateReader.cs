// Named fields from bytes.
using System.Buffers.Binary;
using System.Text;

namespace Exmc;

/// <summary>Reads the fields that a <see cref="StateWriter"/> wrote, in the same order; whatever differs is refused by name.</summary>
/// <param name="bytes">The fields.</param>
/// <param name="file">Where they are from, for messages.</param>
/// <param name="section">The section of the file, for messages.</param>
internal sealed class StateReader(ReadOnlyMemory<byte> bytes, string file, string section)
{
    private readonly Stack<string> _parts = new([section]);
    private int _next;

    private int Left => bytes.Length - _next;

    /// <summary>Enters a part.</summary>
    public void Begin(string part)
    {
        Head(FieldType.Begin, part);
        _parts.Push(part);
    }

    /// <summary>Leaves the part that was entered last.</summary>
    public void End()
    {
        Head(FieldType.End, string.Empty);
        _parts.Pop();
    }

    /// <summary>Refuses fields that nobody has read.</summary>
    public void Finish()
    {
        if (Left > 0)
        {
            throw Wrong("end", "the end of the section", $"{Left} more bytes");
        }
    }

    public bool Flag(string field)
    {
        Head(FieldType.Flag, field);
        byte value = Take(field, 1)[0];
        return value <= 1 ? value == 1 : throw Wrong(field, "0 or 1", $"{value}");
    }

    /// <summary>An integer in a range, both ends included.</summary>
    public long Integer(string field, long least, long most)
    {
        Head(FieldType.Integer, field);
        long value = BinaryPrimitives.ReadInt64LittleEndian(Take(field, sizeof(long)));
        return value >= least && value <= most ? value : throw Wrong(field, $"an integer from {least} to {most}", $"{value}");
    }

    /// <summary>An integer in a range, both ends included.</summary>
    public int Integer(string field, int least, int most) => (int)Integer(field, (long)least, most);

    /// <summary>An integer of at least 0.</summary>
    public long Count(string field) => Integer(field, 0, long.MaxValue);

    public ulong Bits(string field)
    {
        Head(FieldType.Bits, field);
        return BinaryPrimitives.ReadUInt64LittleEndian(Take(field, sizeof(ulong)));
    }

    public double Real(string field)
    {
        Head(FieldType.Real, field);
        return BinaryPrimitives.ReadDoubleLittleEndian(Take(field, sizeof(double)));
    }

    public string Text(string field)
    {
        Head(FieldType.Text, field);
        return Encoding.UTF8.GetString(Take(field, Length(field, 1)));
    }

    /// <summary>As many numbers as there are.</summary>
    public double[] Reals(string field)
    {
        Head(FieldType.Reals, field);
        double[] values = new double[Length(field, sizeof(double))];
        Fill(field, values);
        return values;
    }

    /// <summary>As many numbers as there is room for.</summary>
    public void Reals(string field, Span<double> values)
    {
        Head(FieldType.Reals, field);
        Require(field, values.Length, Length(field, sizeof(double)));
        Fill(field, values);
    }

    /// <summary>As many integers as there is room for.</summary>
    public void Integers(string field, Span<int> values)
    {
        Head(FieldType.Integers, field);
        Require(field, values.Length, Length(field, sizeof(int)));
        ReadOnlySpan<byte> from = Take(field, sizeof(int) * values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt32LittleEndian(from[(sizeof(int) * i)..]);
        }
    }

    /// <summary>The error of a field that was read but cannot be used.</summary>
    public StateException Wrong(string field, string expected, string found, string remedy = "") =>
        new(file, string.Join('/', _parts.Reverse().Append(field)), expected, found, remedy);

    private void Fill(string field, Span<double> values)
    {
        ReadOnlySpan<byte> from = Take(field, sizeof(double) * values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadDoubleLittleEndian(from[(sizeof(double) * i)..]);
        }
    }

    private void Head(FieldType type, string field)
    {
        ReadOnlySpan<byte> left = bytes.Span[_next..];
        if (left.Length < 2 || left.Length < 2 + left[1])
        {
            throw Wrong(field, $"a field of type {type}", "missing: the section ends before it");
        }

        string name = Encoding.ASCII.GetString(left.Slice(2, left[1]));
        if (left[0] != (byte)type || name != field)
        {
            throw Wrong(field, $"a field of type {type}", $"a field '{name}' of type {(Enum.IsDefined((FieldType)left[0]) ? (FieldType)left[0] : left[0])}");
        }

        _next += 2 + left[1];
    }

    private int Length(string field, int size)
    {
        int count = BinaryPrimitives.ReadInt32LittleEndian(Take(field, sizeof(int)));
        return count >= 0 && count <= Left / size ? count : throw Wrong(field, $"at most {Left / size} elements, for which there are bytes", $"{count} elements");
    }

    private void Require(string field, int expected, int found)
    {
        if (expected != found)
        {
            throw Wrong(field, $"{expected} elements", $"{found} elements");
        }
    }

    private ReadOnlySpan<byte> Take(string field, int count)
    {
        if (Left < count)
        {
            throw Wrong(field, $"{count} bytes", $"{Left} bytes");
        }

        ReadOnlySpan<byte> taken = bytes.Span.Slice(_next, count);
        _next += count;
        return taken;
    }
}
