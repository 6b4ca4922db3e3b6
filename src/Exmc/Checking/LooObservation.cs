// Leave-one-out cross-validation of one observation.
namespace Exmc;

/// <summary>Leave-one-out cross-validation of one observation; all numbers are NaN where the reading is missing.</summary>
/// <param name="Index">Place in <see cref="IDensity.LogLikelihood"/>.</param>
/// <param name="Elpd">Log predictive density (nats) of the observation given all others.</param>
/// <param name="Mcse">Monte Carlo standard error of <paramref name="Elpd"/> (Vehtari et al. 2024, log-normal approximation).</param>
/// <param name="EffectiveParameters">Log predictive density of the observation given all, less <paramref name="Elpd"/>.</param>
/// <param name="ParetoK">Shape of the tail of the importance ratios: above the threshold, the estimate is unreliable; infinite when no tail could be fitted.</param>
/// <param name="RelativeEfficiency">Effective draws of the likelihood per draw.</param>
public sealed record LooObservation(int Index, double Elpd, double Mcse, double EffectiveParameters, double ParetoK, double RelativeEfficiency)
{
    internal static LooObservation Of(int index, double[] logLikelihood, int chains)
    {
        if (PointwiseLogLikelihood.IsMissing(index, logLikelihood))
        {
            return new(index, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        }

        double efficiency = Efficiency(logLikelihood, chains);
        double[] logWeights = Weights(logLikelihood, efficiency, out double k);
        double[] terms = [.. logWeights.Zip(logLikelihood, (weight, value) => weight + value)];
        double elpd = ParetoSmoothing.LogSumExp(terms);
        double all = ParetoSmoothing.LogSumExp(logLikelihood) - Math.Log(logLikelihood.Length);
        double variance = 0;
        for (int s = 0; s < logWeights.Length; s++)
        {
            // The weighted likelihood less the weight, over the mean likelihood: neither overflows.
            double deviation = Math.Exp(terms[s] - elpd) - Math.Exp(logWeights[s]);
            variance += deviation * deviation;
        }

        return new(index, elpd, Math.Sqrt(Numerics.Lanes.Log1p(variance / efficiency)), all - elpd, k, efficiency);
    }

    /// <summary>Normalised log weights that take the observation out of the posterior.</summary>
    internal static double[] Weights(double[] logLikelihood, double efficiency, out double k)
    {
        double[] logWeights = [.. logLikelihood.Select(value => -value)];
        k = ParetoSmoothing.Smooth(logWeights, efficiency);
        return logWeights;
    }

    /// <summary>Effective draws of the likelihood per draw; 1 when it does not vary.</summary>
    internal static double Efficiency(double[] logLikelihood, int chains)
    {
        double largest = logLikelihood.Max();
        double ess = EffectiveSampleSize.Of(new SplitChains([.. logLikelihood.Select(value => Math.Exp(value - largest))], chains));
        return double.IsFinite(ess) ? ess / logLikelihood.Length : 1;
    }
}
