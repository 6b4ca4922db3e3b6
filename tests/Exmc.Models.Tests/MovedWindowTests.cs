// A density whose window moves by one row is, bit by bit, that of a fresh binding.
using Exmc.Models;
using Xunit;

namespace Exmc.Models.Tests;

public class MovedWindowTests
{
    private const int Window = 90;
    private const int Shifts = 1500;

    /// <summary>Columns like temperatures by year: far from zero beside their spread, and growing.</summary>
    [Fact]
    public void Of_a_regression_on_badly_scaled_columns()
    {
        Random random = new(1);
        double[] rows = [.. Enumerable.Range(0, Window + Shifts).SelectMany(i => new[] { 1.0, 1952.0 + i, 1e-5 * random.NextDouble(), 30000.0 * random.NextDouble() })];
        double[] y = [.. Enumerable.Range(0, Window + Shifts).Select(i => 9.3 + (0.02 * i) + random.NextDouble())];
        SameBits(first => new Blr { X = new Matrix(rows[(first * 4)..((first + Window) * 4)], Window, 4), Y = y[first..(first + Window)] });
    }

    /// <summary>The number of rows that differ changes from one window to the next.</summary>
    [Fact]
    public void Of_counted_rows()
    {
        Random random = new(2);
        int[] age = [.. Enumerable.Range(0, Window + Shifts).Select(i => random.Next(1 + (i / 100 % 5)))];
        int[] region = [.. Enumerable.Range(0, Window + Shifts).Select(_ => random.Next(3))];
        double[] female = [.. Enumerable.Range(0, Window + Shifts).Select(_ => (double)random.Next(2))];
        int[] y = [.. Enumerable.Range(0, Window + Shifts).Select(_ => random.Next(2))];
        SameBits(first => new SurveyResponse
        {
            Ages = 5,
            Regions = 3,
            Age = age[first..(first + Window)],
            Region = region[first..(first + Window)],
            Female = female[first..(first + Window)],
            Y = y[first..(first + Window)],
        });
    }

    private static void SameBits(Func<int, IModel> window)
    {
        IDensity moved = window(0).Bind();
        double[] position = [.. Enumerable.Range(0, moved.Dimension).Select(k => 0.3 * Math.Sin(k + 1))];
        double[] expected = new double[moved.Dimension], actual = new double[moved.Dimension];
        for (int first = 1; first <= Shifts; first++)
        {
            moved.Rebind(window(first));
            Assert.Equal(window(first).Bind().Evaluate(position, expected, out double density), moved.Evaluate(position, actual, out double movedDensity));
            Assert.Equal(density, movedDensity);
            Assert.Equal(expected, actual);
        }
    }
}
