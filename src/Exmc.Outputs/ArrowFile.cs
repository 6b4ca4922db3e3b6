// Draws as an Arrow IPC file, one row per draw.
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace Exmc.Outputs;

/// <summary>
/// Draws as an Arrow IPC file (also named Feather V2): a row per draw with int32 columns "chain" and "draw" from 0, a double column per
/// reported number ("tau", "theta[0]"), and ArviZ's statistics of the sampler.
/// </summary>
public static class ArrowFile
{
    private const string ModelKey = "model";

    /// <summary>Writes a file.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, DrawSet draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        WideTable table = WideTable.Of(draws);
        Schema.Builder schema = new Schema.Builder().Metadata(ModelKey, draws.ModelName);
        List<IArrowArray> arrays = [];
        foreach ((string name, int[] values) in table.Indices)
        {
            schema.Field(new Field(name, Int32Type.Default, nullable: false));
            arrays.Add(new Int32Array.Builder().Append(values.AsSpan()).Build());
        }

        foreach ((string name, double[] values) in table.Numbers)
        {
            schema.Field(new Field(name, DoubleType.Default, nullable: false));
            arrays.Add(new DoubleArray.Builder().Append(values.AsSpan()).Build());
        }

        using RecordBatch batch = new(schema.Build(), arrays, table.Rows);
        using FileStream stream = File.Create(path);
        using ArrowFileWriter writer = new(stream, batch.Schema);
        writer.WriteStart();
        writer.WriteRecordBatch(batch);
        writer.WriteEnd();
    }

    /// <summary>Reads a file written by <see cref="Write"/>.</summary>
    /// <exception cref="InvalidDataException">The file has other columns; names what is missing.</exception>
    public static DrawSet Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using ArrowFileReader reader = new(stream);
        using RecordBatch batch = reader.ReadNextRecordBatch() ?? throw new InvalidDataException($"'{path}' holds no draws.");
        Dictionary<string, int[]> indices = [];
        List<(string Name, double[] Values)> numbers = [];
        foreach ((int place, Field field) in batch.Schema.FieldsList.Index())
        {
            switch (batch.Column(place))
            {
                case Int32Array array:
                    indices[field.Name] = array.Values.ToArray();
                    break;
                case DoubleArray array:
                    numbers.Add((field.Name, array.Values.ToArray()));
                    break;
            }
        }

        return WideTable.ToDraws(batch.Schema.Metadata?.GetValueOrDefault(ModelKey) ?? string.Empty, indices, numbers, path);
    }
}
