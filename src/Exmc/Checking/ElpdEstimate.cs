// What leave-one-out cross-validation and the widely applicable information criterion have in common.
namespace Exmc;

/// <summary>
/// An estimate of the expected log pointwise predictive density (elpd, nats) of new data. Models of the same observations can be compared by
/// <see cref="ModelComparison"/>. Immutable.
/// </summary>
public abstract class ElpdEstimate
{
    private protected ElpdEstimate(IReadOnlyList<double> pointwiseElpd, IEnumerable<double> pointwiseParameters, int drawCount)
    {
        PointwiseElpd = pointwiseElpd;
        DrawCount = drawCount;
        double[] elpd = [.. pointwiseElpd.Where(value => !double.IsNaN(value))];
        double[] parameters = [.. pointwiseParameters.Where(value => !double.IsNaN(value))];
        ObservationCount = elpd.Length;
        Elpd = elpd.Sum();
        ElpdSe = SumError(elpd);
        EffectiveParameters = parameters.Sum();
        EffectiveParametersSe = SumError(parameters);
    }

    /// <summary>Name of the method, for example "PSIS-LOO".</summary>
    public abstract string Method { get; }

    /// <summary>Expected log pointwise predictive density, nats; larger is better.</summary>
    public double Elpd { get; }

    /// <summary>Standard error of <see cref="Elpd"/> over observations: sqrt(N Var(pointwise)).</summary>
    public double ElpdSe { get; }

    /// <summary>Effective number of parameters: the log predictive density of the data used, less <see cref="Elpd"/>.</summary>
    public double EffectiveParameters { get; }

    /// <summary>Standard error of <see cref="EffectiveParameters"/> over observations.</summary>
    public double EffectiveParametersSe { get; }

    /// <summary>The same on the deviance scale, -2 <see cref="Elpd"/>; smaller is better.</summary>
    public double InformationCriterion => -2 * Elpd;

    /// <summary>Standard error of <see cref="InformationCriterion"/>.</summary>
    public double InformationCriterionSe => 2 * ElpdSe;

    /// <summary>Contribution of each observation, in the order of <see cref="IDensity.LogLikelihood"/>; NaN where a reading is missing.</summary>
    public IReadOnlyList<double> PointwiseElpd { get; }

    /// <summary>Number of observations that are not missing.</summary>
    public int ObservationCount { get; }

    /// <summary>Number of draws, all chains together.</summary>
    public int DrawCount { get; }

    /// <summary>Why the estimate may be wrong and what to do about it; empty when nothing is.</summary>
    public abstract IReadOnlyList<string> Warnings { get; }

    /// <summary>The estimates with their standard errors, followed by the warnings.</summary>
    public override string ToString() => string.Join('\n',
    [
        FormattableString.Invariant($"{Method}: {ObservationCount} observations, {DrawCount} draws"),
        FormattableString.Invariant($"elpd                 {Elpd,12:F2}  se {ElpdSe:F2}"),
        FormattableString.Invariant($"effective parameters {EffectiveParameters,12:F2}  se {EffectiveParametersSe:F2}"),
        FormattableString.Invariant($"-2 elpd              {InformationCriterion,12:F2}  se {InformationCriterionSe:F2}"),
        .. Warnings.Select(warning => "warning: " + warning),
    ]);

    /// <summary>Standard error of the sum of independent terms.</summary>
    internal static double SumError(ReadOnlySpan<double> terms) => Math.Sqrt(terms.Length * Moments.Variance(terms));
}
