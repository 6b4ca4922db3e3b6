// Inverse metrics from moments of draws and gradients.
namespace Exmc;

/// <summary>The estimators of inverse metrics. Each leaves a coordinate unchanged when its data say nothing.</summary>
internal static class MetricEstimates
{
    /// <summary>Draws below which the gradient-based estimate is not trusted.</summary>
    public const int FewestDraws = 3;

    private const double Smallest = 1e-20;
    private const double Largest = 1e20;

    /// <summary>A first guess from one gradient: 1 / |g|, as if each coordinate were one standard deviation from its mode.</summary>
    public static void FromGradient(ReadOnlySpan<double> gradient, Span<double> inverseMetric)
    {
        for (int i = 0; i < gradient.Length; i++)
        {
            double guess = 1 / Math.Abs(gradient[i]);
            inverseMetric[i] = double.IsFinite(guess) ? Math.Clamp(guess, Smallest, Largest) : 1;
        }
    }

    /// <summary>sqrt(Var x / Var g), the diagonal minimiser of the Fisher divergence (arXiv:2603.18845); centre = mean x + estimate * mean g.</summary>
    /// <returns>Whether there were enough draws.</returns>
    public static bool FromDrawsAndGradients(RunningMoments draws, RunningMoments gradients, Span<double> inverseMetric, Span<double> centre)
    {
        if (draws.Count < FewestDraws)
        {
            return false;
        }

        for (int i = 0; i < inverseMetric.Length; i++)
        {
            double estimate = Math.Sqrt(draws.Variance(i) / gradients.Variance(i));
            if (double.IsFinite(estimate) && estimate > 0)
            {
                inverseMetric[i] = Math.Clamp(estimate, Smallest, Largest);
            }

            double middle = draws.Mean[i] + (inverseMetric[i] * gradients.Mean[i]);
            centre[i] = double.IsFinite(middle) ? middle : draws.Mean[i];
        }

        return true;
    }

    /// <summary>Variances shrunk towards 1e-3 with weight 5 (Stan).</summary>
    /// <returns>Whether there were enough draws.</returns>
    public static bool FromVariances(RunningMoments draws, Span<double> inverseMetric, Span<double> centre)
    {
        if (draws.Count < FewestDraws)
        {
            return false;
        }

        for (int i = 0; i < inverseMetric.Length; i++)
        {
            double estimate = Shrink(draws.Variance(i), draws.Count, 1e-3);
            if (double.IsFinite(estimate))
            {
                inverseMetric[i] = estimate;
            }

            centre[i] = draws.Mean[i];
        }

        return true;
    }

    /// <summary>
    /// Covariance shrunk towards 1e-3 I with weight 5 (Stan). Of no more draws than coordinates that would leave variances near zero in the directions that no
    /// draw shows: the correlations are then shrunk towards none, see <see cref="CorrelationShrinkage"/>.
    /// </summary>
    /// <returns>The factored estimate; null when there are too few draws or it is not positive definite.</returns>
    public static DenseTransform? FromCovariance(RunningCovariance draws, double[] inverseMetric, Span<double> centre)
    {
        if (draws.Count < FewestDraws)
        {
            return null;
        }

        int dimension = centre.Length;
        double[] estimate = new double[inverseMetric.Length];
        double kept = draws.Count > dimension ? 1 : 1 - CorrelationShrinkage.Intensity(draws, dimension);
        for (int row = 0; row < dimension; row++)
        {
            for (int column = 0; column < dimension; column++)
            {
                estimate[(row * dimension) + column] = row == column
                    ? Shrink(draws.Covariance(row, column), draws.Count, 1e-3)
                    : kept * Shrink(draws.Covariance(row, column), draws.Count, 0);
            }
        }

        DenseTransform? transform = DenseTransform.TryCreate(estimate, dimension);
        if (transform is not null)
        {
            estimate.CopyTo(inverseMetric, 0);
            draws.Mean.CopyTo(centre);
        }

        return transform;
    }

    private static double Shrink(double value, double count, double towards) => ((count * value) + (5 * towards)) / (count + 5);
}
