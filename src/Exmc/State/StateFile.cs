// The frame of a saved state: what kind of file, which version, and sections with checksums.
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Exmc;

/// <summary>Writes and reads the sections of a file. Each byte of it is either checked itself or covered by a checksum.</summary>
internal static class StateFile
{
    /// <summary>What stands for a file that is none.</summary>
    public const string Memory = "the state in memory";

    private const int HeaderLength = 16;
    private const int ChecksumLength = 32;
    private const int Chunk = 1 << 20;

    /// <summary>Writes a file whole, or leaves the one that was there.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        string partial = path + ".partial";
        using (FileStream stream = File.Create(partial))
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Writes the sections.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="kind">Eight ASCII characters.</param>
    /// <param name="version">The version of the sections' fields.</param>
    /// <param name="sections">In order.</param>
    public static void Write(Stream stream, string kind, int version, IReadOnlyList<StateSection> sections)
    {
        byte[] header = Header(kind, version, sections.Count);
        stream.Write(header);
        for (int i = 0; i < sections.Count; i++)
        {
            byte[] head = Head(sections[i].Name, sections[i].Content.Length);
            stream.Write(head);
            stream.Write(Checksum(header, i, head, sections[i].Content));
            stream.Write(sections[i].Content);
        }
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="kind">The kind it must be of.</param>
    /// <param name="version">The version it must be of.</param>
    /// <exception cref="StateException">The stream holds something else, or is damaged.</exception>
    public static StateSection[] Read(Stream stream, string file, string kind, int version)
    {
        byte[] header = Take(stream, file, "kind", HeaderLength);
        string found = Encoding.Latin1.GetString(header, 0, 8);
        if (found != kind)
        {
            string text = string.Concat(found.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '?'));
            throw new StateException(file, "kind", $"'{kind}'", $"'{text}'", "It is another kind of file, or its beginning is damaged.");
        }

        int foundVersion = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8));
        if (foundVersion != version)
        {
            throw new StateException(file, "version", $"{version}", $"{foundVersion}", "Read it with the version of Exmc that wrote it.");
        }

        int count = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12));
        if (count < 1)
        {
            throw new StateException(file, "sections", "at least 1", $"{count}");
        }

        List<StateSection> sections = [];
        for (int i = 0; i < count; i++)
        {
            sections.Add(Section(stream, file, header, i));
        }

        if (stream.ReadByte() >= 0)
        {
            throw new StateException(file, "end", $"after {count} sections", "later: there are more bytes");
        }

        return [.. sections];
    }

    private static StateSection Section(Stream stream, string file, byte[] header, int index)
    {
        string place = $"section {index + 1}";
        byte[] nameLength = Take(stream, file, place, 1);
        byte[] name = Take(stream, file, place, nameLength[0]);
        byte[] lengthBytes = Take(stream, file, place, sizeof(long));
        byte[] checksum = Take(stream, file, place, ChecksumLength);
        long length = BinaryPrimitives.ReadInt64LittleEndian(lengthBytes);
        if (length < 0 || length > Array.MaxLength)
        {
            throw new StateException(file, $"{place}/length", $"a number of bytes from 0 to {Array.MaxLength}", $"{length}");
        }

        byte[] content = Take(stream, file, place, (int)length);
        byte[] computed = Checksum(header, index, [.. nameLength, .. name, .. lengthBytes], content);
        return computed.AsSpan().SequenceEqual(checksum)
            ? new StateSection(Encoding.ASCII.GetString(name), content)
            : throw new StateException(file, $"{place}/checksum", Convert.ToHexStringLower(checksum), Convert.ToHexStringLower(computed), "The file is damaged.");
    }

    private static byte[] Header(string kind, int version, int count)
    {
        byte[] header = new byte[HeaderLength];
        Encoding.ASCII.GetBytes(kind, header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), count);
        return header;
    }

    private static byte[] Head(string name, long length)
    {
        byte[] head = new byte[1 + name.Length + sizeof(long)];
        head[0] = (byte)name.Length;
        Encoding.ASCII.GetBytes(name, head.AsSpan(1));
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(1 + name.Length), length);
        return head;
    }

    private static byte[] Checksum(byte[] header, int index, byte[] head, byte[] content)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] place = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(place, index);
        hash.AppendData(header);
        hash.AppendData(place);
        hash.AppendData(head);
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }

    // In chunks: a damaged length must not ask for more memory than there are bytes.
    private static byte[] Take(Stream stream, string file, string place, int count)
    {
        byte[] bytes = new byte[Math.Min(count, Chunk)];
        int done = 0;
        while (done < count)
        {
            if (done == bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Min(count, 2L * bytes.Length));
            }

            int read = stream.Read(bytes, done, bytes.Length - done);
            if (read == 0)
            {
                throw new StateException(file, place, $"{count} bytes", $"{done} bytes", "The file is cut off or damaged.");
            }

            done += read;
        }

        return bytes;
    }
}
