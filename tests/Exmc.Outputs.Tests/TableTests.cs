// Arrow and Parquet: what is written is read back by their libraries.
using Parquet;
using Xunit;

namespace Exmc.Outputs.Tests;

public sealed class TableTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exmc-table-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Arrow_files_are_read_back_to_the_last_bit()
    {
        string path = Path.Combine(_folder, "fit.arrow");
        foreach (DrawSet draws in new[] { Fits.Matrix(), DrawSet.Of(Fits.EightSchools) })
        {
            ArrowFile.Write(path, draws);
            Fits.RequireEqual(draws, ArrowFile.Read(path));
        }
    }

    [Fact]
    public async Task Parquet_files_have_a_row_per_draw()
    {
        string path = Path.Combine(_folder, "fit.parquet");
        DrawSet draws = Fits.Matrix();
        await ParquetFile.WriteAsync(path, draws);
        await using ParquetReader reader = await ParquetReader.CreateAsync(path);
        Assert.Equal(
            ["chain", "draw", "x[0,0]", "x[0,1]", "x[0,2]", "x[1,0]", "x[1,1]", "x[1,2]", "tau", "lp", "acceptance_rate", "step_size", "tree_depth", "n_steps", "diverging", "energy"],
            reader.Schema.DataFields.Select(field => field.Name));
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        int[] chain = new int[4];
        int[] draw = new int[4];
        await group.ReadAsync<int>(reader.Schema.DataFields[0], chain.AsMemory());
        await group.ReadAsync<int>(reader.Schema.DataFields[1], draw.AsMemory());
        Assert.Equal([0, 0, 1, 1], chain);
        Assert.Equal([0, 1, 0, 1], draw);
        double[][] expected = [.. draws.Columns().Select(column => column.Values), .. draws.Statistics.Columns];
        for (int column = 0; column < expected.Length; column++)
        {
            double[] values = new double[4];
            await group.ReadAsync<double>(reader.Schema.DataFields[column + 2], values.AsMemory());
            Assert.Equal(expected[column], values);
        }
    }

    [Fact]
    public void A_quantity_named_like_a_statistic_is_refused()
    {
        DrawSet draws = Fits.Matrix();
        draws = draws with { Variables = [draws.Variables[1] with { Name = "energy" }] };
        Assert.Contains("'energy'", Assert.Throws<ArgumentException>(() => ArrowFile.Write(Path.Combine(_folder, "fit.arrow"), draws)).Message, StringComparison.Ordinal);
    }
}
