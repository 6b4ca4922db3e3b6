// A Parquet file that is written column by column.
using Parquet;
using Parquet.Schema;

namespace Exmc.Service.Store;

/// <summary>One file; each call writes one group of rows.</summary>
internal sealed class ParquetTable : IAsyncDisposable
{
    private readonly FileStream _stream;
    private readonly ParquetWriter _writer;
    private readonly ParquetSchema _schema;

    private ParquetTable(FileStream stream, ParquetWriter writer, ParquetSchema schema) => (_stream, _writer, _schema) = (stream, writer, schema);

    /// <exception cref="IOException">The file cannot be made.</exception>
    public static async Task<ParquetTable> CreateAsync(string path, ParquetSchema schema, CancellationToken ct)
    {
        FileStream stream = File.Create(path);
        return new ParquetTable(stream, await ParquetWriter.CreateAsync(schema, stream, cancellationToken: ct).ConfigureAwait(false), schema);
    }

    /// <summary>Writes a group of rows.</summary>
    /// <param name="ct">Cancels.</param>
    /// <param name="columns">Values of each field of the schema, in order.</param>
    public async Task WriteAsync(CancellationToken ct, params Array[] columns)
    {
        using ParquetRowGroupWriter group = _writer.CreateRowGroup();
        for (int k = 0; k < columns.Length; k++)
        {
            DataField field = _schema.DataFields[k];
            await (columns[k] switch
            {
                string[] values => group.WriteAsync(field, values),
                DateTime[] values => group.WriteAsync<DateTime>(field, values.AsMemory(), cancellationToken: ct),
                DateTime?[] values => group.WriteAsync<DateTime>(field, values.AsMemory(), cancellationToken: ct),
                double?[] values => group.WriteAsync<double>(field, values.AsMemory(), cancellationToken: ct),
                double[] values => group.WriteAsync<double>(field, values.AsMemory(), cancellationToken: ct),
                long[] values => group.WriteAsync<long>(field, values.AsMemory(), cancellationToken: ct),
                int[] values => group.WriteAsync<int>(field, values.AsMemory(), cancellationToken: ct),
                bool[] values => group.WriteAsync<bool>(field, values.AsMemory(), cancellationToken: ct),
                _ => throw new ArgumentException($"Field {field.Name} has values of {columns[k].GetType().Name}.", nameof(columns)),
            }).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
    }
}
