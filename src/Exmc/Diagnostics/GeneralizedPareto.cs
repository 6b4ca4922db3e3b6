// The tail index of importance weights.
namespace Exmc;

/// <summary>Fits a generalised Pareto distribution to exceedances (Zhang and Stephens 2009, Technometrics 51, with the weak prior of Vehtari et al. 2024).</summary>
internal static class GeneralizedPareto
{
    /// <summary>Shape k and scale sigma of positive exceedances.</summary>
    /// <param name="sorted">Exceedances in increasing order, at least five, the largest positive.</param>
    public static (double Shape, double Scale) Fit(ReadOnlySpan<double> sorted)
    {
        int n = sorted.Length;
        if (n < 5 || !(sorted[^1] > 0))
        {
            return (double.NaN, double.NaN);
        }

        // A grid of values of -k/sigma, weighted by their profile likelihoods.
        int points = 30 + (int)Math.Sqrt(n);
        double quartile = Math.Max(sorted[(int)((0.25 * n) + 0.5) - 1], double.Epsilon);
        double[] theta = new double[points];
        double[] profile = new double[points];
        for (int j = 0; j < points; j++)
        {
            theta[j] = (1.0 / sorted[^1]) + ((1.0 - Math.Sqrt(points / (j + 0.5))) / (3.0 * quartile));
            double shape = MeanLog(theta[j], sorted);
            profile[j] = n * (Math.Log(-theta[j] / shape) - shape - 1.0);
        }

        double largest = profile.Max();
        double weightSum = 0.0;
        double mean = 0.0;
        for (int j = 0; j < points; j++)
        {
            double weight = double.IsNaN(profile[j]) ? 0.0 : Math.Exp(profile[j] - largest);
            weightSum += weight;
            mean += weight * theta[j];
        }

        mean /= weightSum;
        double k = MeanLog(mean, sorted);
        double sigma = -k / mean;

        // Ten prior observations of k = 0.5.
        return (((n * k) + 5.0) / (n + 10.0), sigma);
    }

    private static double MeanLog(double theta, ReadOnlySpan<double> sorted)
    {
        double sum = 0.0;
        foreach (double x in sorted)
        {
            sum += Numerics.Lanes.Log1p(-theta * x);
        }

        return sum / sorted.Length;
    }
}
