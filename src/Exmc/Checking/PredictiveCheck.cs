// A statistic of the data against its distribution under replications.
namespace Exmc;

/// <summary>A statistic of observed data.</summary>
/// <param name="readings">The readings that are not missing, in their order.</param>
public delegate double DataStatistic(ReadOnlySpan<double> readings);

/// <summary>Compares a statistic of the data with its posterior predictive distribution (Gelman, Meng and Stern 1996; Rubin 1984). Immutable.</summary>
public sealed class PredictiveCheck
{
    private readonly double[] _replicated;

    private PredictiveCheck(double observed, double[] replicated, int chains)
    {
        Observed = observed;
        _replicated = replicated;
        double[] atLeast = [.. replicated.Select(value => value >= observed ? 1.0 : 0.0)];
        PValue = Moments.Mean(atLeast);
        double ess = EffectiveSampleSize.Of(SplitChains.Split(atLeast, chains));
        PValueMcse = double.IsNaN(ess) ? 0 : Math.Sqrt(PValue * (1 - PValue) / ess);
        TieShare = replicated.Count(value => value == observed) / (double)replicated.Length;
    }

    /// <summary>The statistic of the data.</summary>
    public double Observed { get; }

    /// <summary>The statistic of each replication, one per draw of the fit, chain by chain.</summary>
    public ReadOnlyMemory<double> Replicated => _replicated;

    /// <summary>Share of replications whose statistic is at least that of the data: near 0 or 1 the model does not produce what was seen.</summary>
    public double PValue { get; }

    /// <summary>Monte Carlo standard error of <see cref="PValue"/>; 0 when all replications lie on one side.</summary>
    public double PValueMcse { get; }

    /// <summary>Share of replications whose statistic equals that of the data; it is part of <see cref="PValue"/>.</summary>
    public double TieShare { get; }

    /// <summary>Checks a statistic of one observed member.</summary>
    /// <param name="model">The model with the data it was fitted to.</param>
    /// <param name="fit">Its fit.</param>
    /// <param name="member">Name of the [Observed] member.</param>
    /// <param name="observed">Its data, by rows, missing readings as NaN; they are left out of the replications too.</param>
    /// <param name="statistic">For example the largest reading, or the number of zeros.</param>
    /// <param name="options">Seed and block size; null for the defaults.</param>
    /// <param name="ct">Ends the work early.</param>
    /// <exception cref="ArgumentException">The fit is of other parameters, there is no such member, or its length differs.</exception>
    /// <exception cref="ArithmeticException">The statistic is NaN; says of what.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static PredictiveCheck Of(
        IModel model, Posterior fit, string member, IReadOnlyList<double> observed, DataStatistic statistic, PredictiveOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentNullException.ThrowIfNull(statistic);
        options ??= new();
        options.Check();
        ObservedMember place = ObservedMember.Find(model.Bind(), member, observed.Count);
        int[] present = [.. Enumerable.Range(0, observed.Count).Where(element => !double.IsNaN(observed[element]))];
        double[] readings = [.. present.Select(element => observed[element])];
        double ofData = Number(statistic(readings), "of the data");
        double[] replicated = new double[fit.ChainCount * fit.DrawCount];
        place.ForEachReplication(
            model,
            fit,
            options,
            (draw, values) =>
            {
                for (int k = 0; k < present.Length; k++)
                {
                    readings[k] = values[present[k]];
                }

                replicated[draw] = Number(statistic(readings), $"of the replication at draw {draw}");
            },
            ct);
        return new(ofData, replicated, fit.ChainCount);
    }

    private static double Number(double value, string of) =>
        double.IsNaN(value) ? throw new ArithmeticException($"The statistic {of} is NaN, so it cannot be compared. Let it return a number for all data.") : value;
}
