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
    public static WeightedDraws Pool(IReadOnlyList<WeightedDraws> all)
    {
        int count = 0;
        foreach (WeightedDraws draws in all)
        {
            count += draws.Target.Length;
        }

        WeightedDraws pool = new(new double[count][], new double[count], new double[count]);
        int first = 0;
        foreach (WeightedDraws draws in all)
        {
            draws.Positions.CopyTo(pool.Positions, first);
            draws.Target.CopyTo(pool.Target, first);
            draws.Proposal.CopyTo(pool.Proposal, first);
            first += draws.Target.Length;
        }

        return pool;
    }

    /// <summary>Whether the target can be evaluated at one of the draws.</summary>
    public bool HasFinite => Array.Exists(target, double.IsFinite);

    /// <summary>Mean log ratio of target to approximation: the evidence lower bound; minus infinity when a draw has no density.</summary>
    public double EvidenceLowerBound => Moments.Mean(Ratios());

    /// <summary>Pareto smoothed normalised log weights, and the tail's shape: minus infinity when all ratios are equal but for rounding, which has no tail.</summary>
    public double[] LogWeights(out double paretoK)
    {
        double[] ratios = Ratios();
        double largest = double.NegativeInfinity;
        double smallest = double.PositiveInfinity;
        foreach (double ratio in ratios)
        {
            largest = Math.Max(largest, ratio);
            smallest = Math.Min(smallest, ratio);
        }

        if (largest - smallest <= Rounding)
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

    private double[] Ratios()
    {
        double[] ratios = new double[target.Length];
        for (int k = 0; k < ratios.Length; k++)
        {
            ratios[k] = target[k] - proposal[k];
        }

        return ratios;
    }
}
