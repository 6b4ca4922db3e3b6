// A netCDF-4 file: groups of arrays whose dimensions have names.
using System.Buffers.Binary;

namespace Exmc.Outputs.NetCdf;

/// <summary>
/// Writes netCDF-4 files, which are HDF5 files with dimension scales. Contiguous arrays, little-endian; file format of HDF5 1.8 or later.
/// </summary>
/// <remarks>
/// HDF5 File Format Specification 2.0, and the netCDF User's Guide, appendix "File format specifications", for the hidden attributes. A library for
/// HDF5 is not used because netCDF 4.9 did not take the dimension scales of files by PureHDF 2.2.0 for such: dimensions lost their names.
/// </remarks>
internal static class NetCdfFile
{
    private const int SuperblockSize = 96;

    // A dimension lists those that have it in one message of less than 65,536 bytes, 16 each.
    private const int MostVariables = 4000;

    /// <summary>Writes the file whole, or leaves what was there before.</summary>
    /// <exception cref="ArgumentException">A variable has the name of a dimension, or a group holds more variables than the format can list.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<NetCdfGroup> groups)
    {
        foreach (NetCdfGroup group in groups)
        {
            Check(group);
        }

        // The sizes of headers do not depend on addresses: the first pass finds these, the second one writes them.
        NetCdfPlaces places = new();
        Lay(places, groups, null);
        long end = places.End;
        string beside = path + ".tmp";
        try
        {
            using (FileStream stream = File.Create(beside))
            {
                stream.Write(Superblock(places["/"], end));
                places.End = SuperblockSize;
                Lay(places, groups, stream);
            }

            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static void Check(NetCdfGroup group)
    {
        if (group.Variables.FirstOrDefault(variable => group.Dimensions.Any(dimension => dimension.Name == variable.Name)) is { } twice)
        {
            throw new ArgumentException($"'{twice.Name}' of the group '{group.Name}' is also a dimension of the file. Name the quantity otherwise, or write CmdStan CSV.");
        }

        if (group.Variables.Count > MostVariables)
        {
            throw new ArgumentException($"The group '{group.Name}' has {group.Variables.Count} quantities, and the format lists {MostVariables} at most. Report fewer, or write CmdStan CSV.");
        }
    }

    private static byte[] Superblock(long root, long end) => new Bytes()
        .U8(0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A).U8(0, 0, 0, 0, 0, 8, 8, 0).U16(4).U16(16).I32(0)
        .I64(0).I64(Bytes.Undefined).I64(end).I64(Bytes.Undefined).I64(0).I64(root).I64(0).I64(0).I64(0).ToArray();

    private static void Lay(NetCdfPlaces places, IReadOnlyList<NetCdfGroup> groups, Stream? stream)
    {
        places.End = SuperblockSize;
        int dimension = 0;
        Hdf5Header root = new Hdf5Header().Group(groups.Count);
        foreach ((int order, NetCdfGroup group) in groups.Index())
        {
            root.Link(group.Name, order, places[group.Name]);
        }

        Put(places, stream, "/", root.ToArray());
        foreach (NetCdfGroup group in groups)
        {
            Lay(places, group, ref dimension, stream);
        }
    }

    private static void Lay(NetCdfPlaces places, NetCdfGroup group, ref int dimension, Stream? stream)
    {
        string Key(string name) => group.Name + "/" + name;
        string[] names = [.. group.Dimensions.Select(item => item.Name), .. group.Variables.Select(item => item.Name)];
        Hdf5Header header = new Hdf5Header().Group(names.Length);
        foreach ((int order, string name) in names.Index())
        {
            header.Link(name, order, places[Key(name)]);
        }

        foreach ((string name, string value) in group.Attributes)
        {
            header.Attribute(name, value);
        }

        Put(places, stream, group.Name, header.ToArray());
        foreach (NetCdfDimension item in group.Dimensions)
        {
            Bytes uses = new();
            int count = 0;
            foreach (NetCdfVariable variable in group.Variables)
            {
                foreach ((int axis, string used) in variable.Dimensions.Index().Where(used => used.Item == item.Name))
                {
                    uses.I64(places[Key(variable.Name)]).I32(axis).I32(0);
                    count++;
                }
            }

            Hdf5Header scale = new Hdf5Header().Array([item.Length], Hdf5Types.Int64, places[Key(item.Name) + " data"], 8L * item.Length)
                .Attribute("CLASS", "DIMENSION_SCALE").Attribute("NAME", item.Name)
                .Attribute("_Netcdf4Dimid", Hdf5Types.Int32, [], new Bytes().I32(dimension++).ToArray());
            if (count > 0)
            {
                scale.Attribute("REFERENCE_LIST", Hdf5Types.Use, [count], uses.ToArray());
            }

            Put(places, stream, Key(item.Name), scale.ToArray());
            Numbers(places, stream, Key(item.Name) + " data", NetCdfType.Int64, item.Length, Enumerable.Range(0, item.Length).Select(place => (double)place));
        }

        Put(places, stream, group.Name + " heap", Heap([.. group.Variables.SelectMany(variable => variable.Dimensions).Select(name => places[Key(name)])]));
        int reference = 0;
        foreach (NetCdfVariable variable in group.Variables)
        {
            int[] lengths = [.. variable.Dimensions.Select(name => group.Dimensions.First(item => item.Name == name).Length)];
            long count = lengths.Aggregate(1L, (product, length) => product * length);
            Hdf5Header array = new Hdf5Header().Array(lengths, TypeOf(variable.Type), places[Key(variable.Name) + " data"], count * SizeOf(variable.Type));
            if (lengths.Length > 0)
            {
                Bytes list = new();
                foreach (int _ in lengths)
                {
                    list.I32(1).I64(places[group.Name + " heap"]).I32(++reference);
                }

                array.Attribute("DIMENSION_LIST", Hdf5Types.ReferenceList, [lengths.Length], list.ToArray());
            }

            if (variable.Type == NetCdfType.Boolean)
            {
                array.Attribute("dtype", "bool");
            }

            Put(places, stream, Key(variable.Name), array.ToArray());
            Numbers(places, stream, Key(variable.Name) + " data", variable.Type, count, variable.Values());
        }
    }

    /// <summary>A collection of the global heap, at least 4096 bytes: objects from 1 with one address each, and what is left as object 0.</summary>
    private static byte[] Heap(long[] addresses)
    {
        int used = 16 + (24 * addresses.Length);
        int size = Math.Max(4096, used + 16);
        Bytes heap = new Bytes().U8((byte)'G', (byte)'C', (byte)'O', (byte)'L').U8(1, 0, 0, 0).I64(size);
        foreach ((int place, long address) in addresses.Index())
        {
            heap.U16(place + 1).U16(1).I32(0).I64(8).I64(address);
        }

        heap.I64(0).I64(size - used).U8(new byte[size - heap.Length]);
        return heap.ToArray();
    }

    private static void Put(NetCdfPlaces places, Stream? stream, string name, byte[] block)
    {
        places.Put(name, block.Length);
        stream?.Write(block);
    }

    private static void Numbers(NetCdfPlaces places, Stream? stream, string name, NetCdfType type, long count, IEnumerable<double> values)
    {
        long size = count * SizeOf(type);
        long padded = (size + 7) / 8 * 8;
        places.Put(name, padded);
        if (stream is null)
        {
            return;
        }

        byte[] cell = new byte[8];
        foreach (double value in values)
        {
            if (type == NetCdfType.Float64)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(cell, value);
            }
            else
            {
                BinaryPrimitives.WriteInt64LittleEndian(cell, (long)value);
            }

            stream.Write(cell.AsSpan(0, SizeOf(type)));
        }

        stream.Write(new byte[padded - size]);
    }

    private static int SizeOf(NetCdfType type) => type == NetCdfType.Boolean ? 1 : 8;

    private static byte[] TypeOf(NetCdfType type) => type switch
    {
        NetCdfType.Float64 => Hdf5Types.Float64,
        NetCdfType.Int64 => Hdf5Types.Int64,
        _ => Hdf5Types.Int8,
    };
}
