// Draws with importance ratios.
namespace Exmc;

/// <summary>Positions drawn from an approximation with the log density of the target, and of the approximation, at each.</summary>
internal sealed class WeightedDraws(double[][] positions, double[] target, double[] proposal)
{
    // Weights that differ by less change no estimate: rounding, and the last digits of a mode.
    private const double Rounding = 1e-4;

    public double[][] Positions => positions;

    public double[] Target => target;

    public double[] Proposal => proposal;

    /// <summary>Draws from a normal approximation; positions at which the target cannot be evaluated have no weight.</summary>
    public static WeightedDraws Of(INormalProposal normal, Evaluation evaluation, int count, RandomStream stream, CancellationToken ct)
    {
        WeightedDraws draws = new(new double[count][], new double[count], new double[count]);
        for (int k = 0; k < count; k++)
        {
            ct.ThrowIfCancellationRequested();
            draws.Positions[k] = new double[evaluation.Dimension];
            draws.Proposal[k] = normal.Draw(stream, draws.Positions[k]);
            draws.Target[k] = evaluation.LogDensity(draws.Positions[k]);
        }

        return draws;
    }

    /// <summary>All draws of several approximations.</summary>
    public static WeightedDraws Pool(IReadOnlyList<WeightedDraws> all) =>
        new([.. all.SelectMany(draws => draws.Positions)], [.. all.SelectMany(draws => draws.Target)], [.. all.SelectMany(draws => draws.Proposal)]);

    /// <summary>Mean log ratio of target to approximation: the evidence lower bound; minus infinity when a draw has no density.</summary>
    public double EvidenceLowerBound => Moments.Mean(Ratios());

    /// <summary>Pareto smoothed normalised log weights, and the tail's shape: minus infinity when all ratios are equal but for rounding, which has no tail.</summary>
    public double[] LogWeights(out double paretoK)
    {
        double[] ratios = Ratios();
        if (ratios.Max() - ratios.Min() <= Rounding)
        {
            paretoK = double.NegativeInfinity;
            Array.Fill(ratios, -Math.Log(ratios.Length));
            return ratios;
        }

        paretoK = ParetoSmoothing.Smooth(ratios, 1);
        return ratios;
    }

    /// <summary>Indices drawn with replacement by their weights.</summary>
    public static int[] Resample(double[] logWeights, int count, RandomStream stream)
    {
        double[] cumulative = new double[logWeights.Length];
        double sum = 0;
        for (int i = 0; i < cumulative.Length; i++)
        {
            sum += Math.Exp(logWeights[i]);
            cumulative[i] = sum;
        }

        int[] chosen = new int[count];
        for (int k = 0; k < count; k++)
        {
            // The first whose cumulative weight exceeds the variate: one of positive weight.
            int place = Array.BinarySearch(cumulative, stream.Uniform() * sum);
            chosen[k] = Math.Min(place >= 0 ? place + 1 : ~place, cumulative.Length - 1);
        }

        return chosen;
    }

    private double[] Ratios() => [.. target.Zip(proposal, (p, q) => p - q)];
}
