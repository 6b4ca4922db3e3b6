// Irregular stamps put on a regular grid.
namespace Exmc.Fleet;

/// <summary>What the grid did to the readings.</summary>
/// <param name="Step">Time between grid points: the median difference of the sorted, distinct stamps.</param>
/// <param name="Missing">Grid points without a reading.</param>
/// <param name="Collisions">Rows that share their grid point with another one.</param>
/// <param name="OutOfOrder">Stamps that do not increase.</param>
public sealed record GridReport(TimeSpan Step, int Missing, int Collisions, int OutOfOrder);

/// <summary>
/// The rule: the step is the median difference of sorted distinct stamps; each reading goes to the nearest grid point,
/// counted from the first stamp; of several readings the last in the file stays, and a missing one replaces none; points without a reading are missing.
/// </summary>
public static class RegularGrid
{
    private const int MaxPointsPerReading = 20;

    /// <summary>Puts all columns of a file on one grid.</summary>
    /// <exception cref="InvalidDataException">There are fewer than two distinct stamps, or the grid would be mostly gaps.</exception>
    public static (IReadOnlyList<SensorSeries> Series, GridReport Report) Place(CsvData data)
    {
        DateTime[] sorted = [.. data.Times.Distinct().Order()];
        if (sorted.Length < 2)
        {
            throw new InvalidDataException("The file has fewer than two different timestamps: no step between readings can be found.");
        }

        long[] differences = [.. sorted.Skip(1).Zip(sorted, (later, earlier) => (later - earlier).Ticks).Order()];
        long step = differences[differences.Length / 2];
        long points = Nearest(sorted[^1] - sorted[0], step) + 1;
        if (points > (long)MaxPointsPerReading * sorted.Length)
        {
            throw new InvalidDataException($"With a step of {TimeSpan.FromTicks(step)} the file would be a grid of {points} points for {sorted.Length} readings. Split it at its long gaps.");
        }

        int[] places = [.. data.Times.Select(time => (int)Nearest(time - sorted[0], step))];
        double[][] grids = [.. data.Columns.Select(column => Fill(column, places, (int)points))];
        int occupied = places.Distinct().Count();
        int outOfOrder = data.Times.Skip(1).Zip(data.Times, (later, earlier) => later <= earlier).Count(isLate => isLate);
        GridReport report = new(TimeSpan.FromTicks(step), (int)points - occupied, places.Length - occupied, outOfOrder);
        return ([.. grids.Select((values, k) => new SensorSeries(data.Names[k], sorted[0], report.Step, values, []))], report);
    }

    private static long Nearest(TimeSpan offset, long step) => (offset.Ticks + (step / 2)) / step;

    private static double[] Fill(double[] column, int[] places, int points)
    {
        double[] values = new double[points];
        Array.Fill(values, double.NaN);
        for (int row = 0; row < column.Length; row++)
        {
            if (!double.IsNaN(column[row]))
            {
                values[places[row]] = column[row];
            }
        }

        return values;
    }
}
