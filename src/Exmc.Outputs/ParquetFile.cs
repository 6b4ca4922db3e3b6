// Draws as a Parquet file, one row per draw.
using Parquet;
using Parquet.Schema;

namespace Exmc.Outputs;

/// <summary>Draws as a Parquet file with the columns of <see cref="ArrowFile"/>.</summary>
public static class ParquetFile
{
    /// <summary>Writes a file.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static async Task WriteAsync(string path, DrawSet draws, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(draws);
        WideTable table = WideTable.Of(draws);
        DataField<int>[] indices = [.. table.Indices.Select(column => new DataField<int>(column.Name))];
        DataField<double>[] numbers = [.. table.Numbers.Select(column => new DataField<double>(column.Name))];
        FileStream stream = File.Create(path);
        await using (stream.ConfigureAwait(false))
        {
            ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema([.. indices, .. numbers]), stream, cancellationToken: ct).ConfigureAwait(false);
            await using (writer.ConfigureAwait(false))
            {
                using ParquetRowGroupWriter group = writer.CreateRowGroup();
                for (int column = 0; column < indices.Length; column++)
                {
                    await group.WriteAsync<int>(indices[column], table.Indices[column].Values.AsMemory(), cancellationToken: ct).ConfigureAwait(false);
                }

                for (int column = 0; column < numbers.Length; column++)
                {
                    await group.WriteAsync<double>(numbers[column], table.Numbers[column].Values.AsMemory(), cancellationToken: ct).ConfigureAwait(false);
                }
            }
        }
    }
}
