// Probability integral transforms under leave-one-out predictions.
namespace Exmc;

/// <summary>
/// Leave-one-out probability integral transforms (Gelfand, Dey and Chang 1992; Gabry et al. 2019, section 4): the probability that a replication
/// lies below the reading, given all other readings. Uniform on (0, 1) when the model is right.
/// </summary>
public static class LooPit
{
    private const ulong TieEpoch = RandomStream.EpochLimit - 3;

    /// <summary>The transform of each reading; ties of discrete readings are broken at random, so the transform stays uniform.</summary>
    /// <param name="model">The model with the data it was fitted to.</param>
    /// <param name="fit">Its fit.</param>
    /// <param name="member">Name of the [Observed] member.</param>
    /// <param name="observed">Its data, by rows, missing readings as NaN.</param>
    /// <param name="options">Seed of replications and ties, block size; null for the defaults. All replications of the member are held in memory.</param>
    /// <param name="ct">Ends the work early.</param>
    /// <returns>One number in [0, 1] per reading, NaN for a missing one. It is reliable where <see cref="PsisLoo"/> is.</returns>
    /// <exception cref="ArgumentException">The fit is of other parameters, there is no such member, its length differs, or observations are vectors.</exception>
    /// <exception cref="ArithmeticException">An observation has no finite log density at some draw; names both.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static double[] Of(IModel model, Posterior fit, string member, IReadOnlyList<double> observed, PredictiveOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(observed);
        options ??= new();
        options.Check();
        IDensity density = model.Bind();
        ObservedMember place = ObservedMember.Find(density, member, observed.Count);
        ObservedMember.RequireUnivariate(density);
        double[][] replications = Replications(model, fit, place, options, ct);
        double[] transforms = PointwiseLogLikelihood.Select(
            model,
            fit,
            (i, values) =>
            {
                int element = i - place.FirstObservation;
                return element >= 0 && element < observed.Count
                    ? Transform(i, observed[element], values, replications[element], fit.ChainCount, options.Seed)
                    : double.NaN;
            },
            ct);
        return transforms[place.FirstObservation..(place.FirstObservation + observed.Count)];
    }

    private static double Transform(int index, double reading, double[] logLikelihood, double[] replications, int chains, ulong seed)
    {
        if (PointwiseLogLikelihood.IsMissing(index, logLikelihood))
        {
            return double.NaN;
        }

        double[] logWeights = LooObservation.Weights(logLikelihood, LooObservation.Efficiency(logLikelihood, chains), out _);
        double below = 0;
        double equal = 0;
        for (int s = 0; s < replications.Length; s++)
        {
            below += replications[s] < reading ? Math.Exp(logWeights[s]) : 0;
            equal += replications[s] == reading ? Math.Exp(logWeights[s]) : 0;
        }

        return Math.Min(below + (new RandomStream(seed, TieEpoch, index).Uniform() * equal), 1);
    }

    private static double[][] Replications(IModel model, Posterior fit, ObservedMember place, PredictiveOptions options, CancellationToken ct)
    {
        double[][] all = [.. Enumerable.Range(0, place.Entry.ValueSize).Select(_ => new double[fit.ChainCount * fit.DrawCount])];
        place.ForEachReplication(
            model,
            fit,
            options,
            (draw, values) =>
            {
                for (int element = 0; element < values.Length; element++)
                {
                    all[element][draw] = values[element];
                }
            },
            ct);
        return all;
    }
}
