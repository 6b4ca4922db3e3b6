// All fits of one posterior beside Stan's.
namespace Exmc.Benchmarks;

/// <summary>The fits of one posterior.</summary>
internal sealed record EfficiencyRow(EfficiencyPeer Peer, int Dimension, IReadOnlyList<EfficiencyFit> Fits)
{
    /// <summary>Our effective draws per gradient over Stan's, by seed.</summary>
    public IReadOnlyList<double> LogRatios => [.. Fits.Select(fit => Math.Log(fit.Efficiency / Peer.Efficiency))];

    /// <summary>Geometric mean over seeds and its 95 % interval.</summary>
    public Interval Ratio => Interval.OfLogs(LogRatios);

    /// <summary>The parameter that most often has the least ESS.</summary>
    public string Slowest => Fits.GroupBy(fit => fit.MinEssOf).MaxBy(group => group.Count())!.Key;
}

/// <summary>A geometric mean and its 95 % interval by Student's t on the logarithms.</summary>
internal readonly record struct Interval(double Mean, double Low, double High)
{
    public static Interval OfLogs(IReadOnlyList<double> logs)
    {
        double mean = logs.Average();
        double half = logs.Count < 2
            ? double.NaN
            : Student(logs.Count - 1) * Math.Sqrt(logs.Sum(log => (log - mean) * (log - mean)) / (logs.Count - 1) / logs.Count);
        return new(Math.Exp(mean), Math.Exp(mean - half), Math.Exp(mean + half));
    }

    // The 97.5 % quantile by Cornish and Fisher's expansion (Abramowitz and Stegun 26.7.5); within 0.3 % from 4 degrees of freedom on.
    private static double Student(double freedom)
    {
        const double Z = 1.959963984540054;
        double z3 = Z * Z * Z, z5 = z3 * Z * Z, z7 = z5 * Z * Z;
        return Z + ((z3 + Z) / (4 * freedom)) + (((5 * z5) + (16 * z3) + (3 * Z)) / (96 * freedom * freedom))
            + (((3 * z7) + (19 * z5) + (17 * z3) - (15 * Z)) / (384 * freedom * freedom * freedom));
    }
}
