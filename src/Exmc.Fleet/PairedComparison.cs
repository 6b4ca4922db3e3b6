// Cold and warm fits of the same windows, pair by pair.
namespace Exmc.Fleet;

/// <summary>Warm against cold on the same windows.</summary>
/// <param name="Pairs">Number of sensors compared.</param>
/// <param name="GradientRatio">Median over pairs of warm gradients over cold gradients.</param>
/// <param name="EssRatio">Geometric mean over pairs of the smallest effective sample size, warm over cold.</param>
/// <param name="EssRatioLower">Lower end of its 95 % bootstrap interval.</param>
/// <param name="EssRatioUpper">Upper end of it.</param>
public sealed record PairedComparison(int Pairs, double GradientRatio, double EssRatio, double EssRatioLower, double EssRatioUpper)
{
    private const int Resamples = 2000;

    /// <summary>Compares pairs of fits of the same window; null when there are none.</summary>
    public static PairedComparison? Of(IReadOnlyList<(FitRecord Warm, FitRecord Cold)> pairs)
    {
        if (pairs.Count == 0)
        {
            return null;
        }

        double[] logRatios = [.. pairs.Select(pair => Math.Log(Math.Max(pair.Warm.MinEss, 1e-3) / Math.Max(pair.Cold.MinEss, 1e-3)))];
        SimulationStream random = new(20260101, 0);
        double[] means = new double[Resamples];
        for (int k = 0; k < Resamples; k++)
        {
            double sum = 0.0;
            for (int i = 0; i < logRatios.Length; i++)
            {
                sum += logRatios[random.Index(logRatios.Length)];
            }

            means[k] = sum / logRatios.Length;
        }

        return new PairedComparison(
            pairs.Count,
            Quantiles.Of(pairs.Select(pair => pair.Warm.Gradients / (double)pair.Cold.Gradients), 0.5),
            Math.Exp(logRatios.Average()),
            Math.Exp(Quantiles.Of(means, 0.025)),
            Math.Exp(Quantiles.Of(means, 0.975)));
    }
}
