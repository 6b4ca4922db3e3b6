// CSV text, the regular grid and the scale of a sensor.
using Exmc.Fleet;
using Xunit;

namespace Exmc.Fleet.Tests;

public class InputTests
{
    [Fact]
    public void Bad_rows_and_bad_values_are_counted_and_kept_apart()
    {
        CsvData data = CsvReader.Read(new StringReader("timestamp,a,b\n2026-01-01 00:00:00,1,2\nnonsense,1,2\n2026-01-01 00:05:00,,x\n2026-01-01 00:10:00,3\n2026-01-01 00:15:00,NaN,4\n"));
        Assert.Equal(["a", "b"], data.Names);
        Assert.Equal(3, data.Times.Count);
        Assert.Equal([3, 5], data.BadRows);
        Assert.Equal(1, data.BadValues);
        Assert.Equal([1, double.NaN, double.NaN], data.Columns[0]);
        Assert.Equal([2, double.NaN, 4], data.Columns[1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("timestamp\n1")]
    [InlineData("timestamp,value\nx,1\n")]
    public void A_file_without_readings_is_refused(string text) =>
        Assert.Throws<InvalidDataException>(() => CsvReader.Read(new StringReader(text)));

    [Fact]
    public void Irregular_stamps_go_to_the_nearest_grid_point_and_the_last_reading_stays()
    {
        CsvData data = CsvReader.Read(new StringReader(
            "timestamp,value\n2026-01-01 00:00:00,1\n2026-01-01 00:05:10,2\n2026-01-01 00:10:00,3\n2026-01-01 00:20:00,5\n2026-01-01 00:20:30,6\n2026-01-01 00:15:00,4\n"));
        (IReadOnlyList<SensorSeries> series, GridReport report) = RegularGrid.Place(data);
        Assert.Equal(TimeSpan.FromSeconds(300), report.Step);
        Assert.Equal([1, 2, 3, 4, 6], series[0].Values);
        Assert.Equal((0, 1, 1), (report.Missing, report.Collisions, report.OutOfOrder));
    }

    [Fact]
    public void Gaps_become_missing_readings()
    {
        CsvData data = CsvReader.Read(new StringReader("timestamp,value\n0,1\n60,2\n120,3\n300,6\n360,7\n"));
        (IReadOnlyList<SensorSeries> series, GridReport report) = RegularGrid.Place(data);
        Assert.Equal([1, 2, 3, double.NaN, double.NaN, 6, 7], series[0].Values);
        Assert.Equal(2, report.Missing);
    }

    [Fact]
    public void The_daily_wave_is_dropped_when_the_span_is_under_a_day()
    {
        SensorSeries day = new("s", new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), TimeSpan.FromHours(6), [1, 2, 3, 4, 5], []);
        Assert.Equal([0, 1, 0, -1, 0, 1], day.TimeOfDayWave().Select(x => Math.Round(x, 12)));
        Assert.All((day with { Values = [1, 2, 3, 4] }).TimeOfDayWave(), x => Assert.Equal(0.0, x));
    }

    [Fact]
    public void A_flat_or_empty_window_has_no_scale()
    {
        Assert.Null(Standardization.Of([5, 5, double.NaN, 5]));
        Assert.Null(Standardization.Of([double.NaN, double.NaN]));
        Assert.Null(Standardization.Of([1.0]));
    }

    /// <summary>Nothing about a sensor says in which units it reads.</summary>
    [Theory]
    [InlineData(1.0)]
    [InlineData(1e-15)]
    [InlineData(1e15)]
    public void The_scale_is_that_of_the_readings_in_any_units(double unit)
    {
        Standardization standardization = Standardization.Of([1 * unit, 3 * unit])!;
        Assert.Equal(2.0, standardization.Location / unit, 1e-12);
        Assert.Equal(Math.Sqrt(2.0), standardization.Scale / unit, 1e-12);
        Assert.Equal(3.0, standardization.Restore(standardization.Apply(3.0 * unit)) / unit, 1e-12);
    }

    [Fact]
    public void A_file_without_a_header_keeps_its_first_row()
    {
        CsvData data = CsvReader.Read(new StringReader("2026-01-01 00:00:00,1,2\n2026-01-01 00:05:00,3,4\n"));
        Assert.Equal(["column_1", "column_2"], data.Names);
        Assert.Equal([1, 3], data.Columns[0]);
        Assert.Empty(data.BadRows);
    }

    [Fact]
    public void Columns_of_one_name_are_told_apart()
    {
        CsvData data = CsvReader.Read(new StringReader("timestamp,a,a,\n0,1,2,3\n"));
        Assert.Equal(["a", "a (column 2)", "column_3"], data.Names);
    }

    [Fact]
    public void A_missing_value_replaces_no_reading_of_the_same_grid_point()
    {
        CsvData data = CsvReader.Read(new StringReader("timestamp,value\n0,1\n60,2\n120,3\n121,\n180,4\n"));
        (IReadOnlyList<SensorSeries> series, GridReport report) = RegularGrid.Place(data);
        Assert.Equal([1, 2, 3, 4], series[0].Values);
        Assert.Equal(1, report.Collisions);
    }

    [Fact]
    public void A_window_drops_the_oldest_reading()
    {
        RollingWindow window = new([1, 2, 3]);
        window.Shift(4);
        Assert.Equal([2, 3, 4], window.Values);
        Assert.Throws<ArgumentException>(() => new RollingWindow([1]));
    }
}
