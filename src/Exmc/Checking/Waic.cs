// The widely applicable information criterion.
using System.Globalization;

namespace Exmc;

/// <summary>The widely applicable information criterion (Watanabe 2010, JMLR 11; Vehtari, Gelman and Gabry 2017, section 2.2). <see cref="PsisLoo"/> is more robust and says when it fails.</summary>
public sealed class Waic : ElpdEstimate
{
    // Above it the approximation fails (Vehtari, Gelman and Gabry 2017, section 2.2).
    private const double VarianceLimit = 0.4;

    private Waic((double Elpd, double Variance)[] pointwise, int draws)
        : base([.. pointwise.Select(point => point.Elpd)], pointwise.Select(point => point.Variance), draws)
    {
        PointwiseParameters = [.. pointwise.Select(point => point.Variance)];
        int large = PointwiseParameters.Count(variance => variance > VarianceLimit);
        Warnings = large == 0 ? [] : [string.Create(CultureInfo.InvariantCulture,
            $"The posterior variance of the log density exceeds {VarianceLimit} for {large} of {ObservationCount} observations: the criterion is unreliable. Use PsisLoo, which diagnoses each observation.")];
    }

    /// <inheritdoc/>
    public override string Method => "WAIC";

    /// <summary>Effective parameters of each observation: the posterior variance of its log density; NaN where a reading is missing.</summary>
    public IReadOnlyList<double> PointwiseParameters { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Warnings { get; }

    /// <summary>Judges a fit of a model.</summary>
    /// <param name="model">The model with the data it was fitted to.</param>
    /// <param name="fit">Its fit.</param>
    /// <param name="ct">Ends the work early.</param>
    /// <exception cref="ArgumentException">The fit is of other parameters, or the model has no observations.</exception>
    /// <exception cref="ArithmeticException">An observation has no finite log density at some draw; names both.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static Waic Of(IModel model, Posterior fit, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(fit);
        return new(PointwiseLogLikelihood.Select(model, fit, Point, ct), fit.ChainCount * fit.DrawCount);
    }

    /// <summary>Judges given log likelihoods: one array per observation.</summary>
    internal static Waic Of(double[][] columns) => new([.. columns.Select((values, i) => Point(i, values))], columns[0].Length);

    private static (double Elpd, double Variance) Point(int index, double[] logLikelihood)
    {
        if (PointwiseLogLikelihood.IsMissing(index, logLikelihood))
        {
            return (double.NaN, double.NaN);
        }

        double variance = Moments.Variance(logLikelihood);
        return (ParetoSmoothing.LogSumExp(logLikelihood) - Math.Log(logLikelihood.Length) - variance, variance);
    }
}
