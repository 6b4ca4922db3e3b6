// The numbers behind plots: which quantities, ranks, densities.
namespace Exmc.Outputs.Plots;

internal static class PlotNumbers
{
    private const int DefaultCount = 12;
    private const int DensityPoints = 200;

    /// <summary>The numbers to plot: those named, whole vectors by their name; the first twelve when none is named.</summary>
    /// <exception cref="ArgumentException">There is no such number.</exception>
    public static (string Name, double[] Values)[] Chosen(DrawSet draws, IReadOnlyList<string> names)
    {
        (string Name, double[] Values)[] all = [.. draws.Columns()];
        return names.Count == 0 ? [.. all.Take(DefaultCount)] : [.. names.SelectMany(name =>
        {
            (string Name, double[] Values)[] found = [.. all.Where(column => column.Name == name || column.Name.StartsWith(name + "[", StringComparison.Ordinal))];
            return found.Length > 0 ? found : throw new ArgumentException($"'{name}' is not among the draws; there are {string.Join(", ", draws.Variables.Select(variable => variable.Name))}.", nameof(names));
        })];
    }

    /// <summary>By chain, how many of its draws fall into each of equal parts of the ranks among all draws.</summary>
    public static int[][] RankCounts(DrawSet draws, double[] values, int bins)
    {
        int[][] counts = [.. Enumerable.Range(0, draws.ChainCount).Select(_ => new int[bins])];
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(place => values[place])];
        for (int rank = 0; rank < order.Length; rank++)
        {
            counts[order[rank] / draws.DrawCount][(int)((long)rank * bins / order.Length)]++;
        }

        return counts;
    }

    /// <summary>Gaussian kernel estimate with Silverman's rule of thumb (1986, equation 3.31), 3 bandwidths beyond the draws; a spike for constant draws is left out.</summary>
    public static IEnumerable<(double X, double Density)> Density(ReadOnlySpan<double> draws)
    {
        double[] values = [.. draws.ToArray().Where(double.IsFinite).Order()];
        if (values.Length < 2)
        {
            return [];
        }

        double mean = values.Average();
        double sd = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
        double spread = (Quantiles.OfSorted(values, 0.75) - Quantiles.OfSorted(values, 0.25)) / 1.34;
        double width = 0.9 * (spread > 0 ? Math.Min(sd, spread) : sd) * Math.Pow(values.Length, -0.2);
        if (!(width > 0))
        {
            return [];
        }

        double from = values[0] - (3 * width);
        double step = (values[^1] + (3 * width) - from) / (DensityPoints - 1);
        return [.. Enumerable.Range(0, DensityPoints).Select(place =>
        {
            double x = from + (place * step);
            return (x, values.Sum(value => Math.Exp(-0.5 * (x - value) * (x - value) / (width * width))) / (values.Length * width * Math.Sqrt(2 * Math.PI)));
        })];
    }
}
