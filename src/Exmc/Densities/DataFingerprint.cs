// What the data of a model are, in a few bytes.
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Exmc;

/// <summary>One hash per member of data, so that changed data are noticed and the member that changed is named.</summary>
public sealed class DataFingerprint
{
    private readonly List<KeyValuePair<string, string>> _members = [];

    /// <summary>SHA-256 (hex) of each member, by its name in JSON, in the order in which they were added.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Members => _members;

    /// <summary>Adds a number.</summary>
    public void Add(string member, double value) => Add(member, 'r', [], MemoryMarshal.AsBytes(new ReadOnlySpan<double>(in value)));

    /// <summary>Adds an integer.</summary>
    public void Add(string member, int value) => Add(member, 'i', [], MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in value)));

    /// <summary>Adds integers.</summary>
    public void Add(string member, int[]? values) => Add(member, 'I', [values?.Length ?? 0], MemoryMarshal.AsBytes(values.AsSpan()));

    /// <summary>Adds numbers.</summary>
    public void Add(string member, Vector values) => Add(member, 'R', [values.Length], MemoryMarshal.AsBytes(values.Span));

    /// <summary>Adds a table, with its shape.</summary>
    public void Add(string member, Matrix values) => Add(member, 'M', [values.Rows, values.Columns], MemoryMarshal.AsBytes(values.Span));

    // The machine's own order of bytes: a state goes on bit for bit, which is not asked of another kind of machine.
    private void Add(string member, char type, ReadOnlySpan<int> shape, ReadOnlySpan<byte> bytes)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> head = stackalloc byte[1 + (sizeof(int) * shape.Length)];
        head[0] = (byte)type;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(head[(1 + (sizeof(int) * axis))..], shape[axis]);
        }

        hash.AppendData(head);
        hash.AppendData(bytes);
        _members.Add(new(member, Convert.ToHexStringLower(hash.GetHashAndReset())));
    }
}
