// The pointwise log likelihood by observation, in slabs of bounded memory.
namespace Exmc;

/// <summary>Reads the log density of each observation under all draws of a fit.</summary>
internal static class PointwiseLogLikelihood
{
    // 128 MB: observations of larger matrices are read in several passes over the draws.
    private const long SlabValues = 1L << 24;

    /// <summary>One result per observation, of its number and its log density at every draw, chain by chain; asked for from several threads.</summary>
    /// <exception cref="ArgumentException">The fit is of other parameters, has too few draws, or the model observes nothing.</exception>
    public static T[] Select<T>(IModel model, Posterior fit, Func<int, double[], T> of, CancellationToken ct)
    {
        int draws = fit.ChainCount * fit.DrawCount;
        T[] results = new T[CountOf(model)];
        int width = (int)Math.Clamp(SlabValues / draws, 1, results.Length);
        for (int first = 0; first < results.Length; first += width)
        {
            double[][] columns = Slab(model, fit, first, Math.Min(width, results.Length - first), ct);
            int start = first;
            ParallelErrors.Rethrow(() => Parallel.For(0, columns.Length, new ParallelOptions { CancellationToken = ct }, k => results[start + k] = of(start + k, columns[k])));
        }

        return results;
    }

    /// <summary>Number of observations, at least one.</summary>
    /// <exception cref="ArgumentException">The model observes nothing.</exception>
    private static int CountOf(IModel model)
    {
        int count = model.Bind().ObservationCount;
        return count > 0 ? count : throw new ArgumentException(
            $"Model '{model.ModelName}' has no observations, so there is no log likelihood to judge it by. Give its data a distribution by [Observed]; factors do not count.", nameof(model));
    }

    /// <summary>Whether the reading is missing: NaN at every draw.</summary>
    /// <exception cref="ArithmeticException">Some draw gives the observation no finite log density.</exception>
    public static bool IsMissing(int observation, ReadOnlySpan<double> logLikelihood)
    {
        int bad = logLikelihood.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        if (bad < 0)
        {
            return false;
        }

        foreach (double value in logLikelihood)
        {
            if (!double.IsNaN(value))
            {
                throw new ArithmeticException(FormattableString.Invariant(
                    $"The log density of observation {observation} is {logLikelihood[bad]} at draw {bad} of the fit. Leaving it out cannot be judged: check that the observed distribution gives every reading a positive density."));
            }
        }

        return true;
    }

    private static double[][] Slab(IModel model, Posterior fit, int first, int count, CancellationToken ct)
    {
        double[][] columns = new double[count][];
        for (int k = 0; k < count; k++)
        {
            columns[k] = new double[fit.ChainCount * fit.DrawCount];
        }

        foreach (LogLikelihoodBlock block in Prediction.LogLikelihood(model, fit, 64))
        {
            ct.ThrowIfCancellationRequested();
            for (int draw = 0; draw < block.Count; draw++)
            {
                ReadOnlySpan<double> values = block.Draw(draw).Slice(first, count);
                int place = (block.Chain * fit.DrawCount) + block.FirstDraw + draw;
                for (int k = 0; k < count; k++)
                {
                    columns[k][place] = values[k];
                }
            }
        }

        return columns;
    }
}
