// One optimisation path and the best normal approximation along it.
using Exmc.Numerics;

namespace Exmc;

/// <summary>One path of Pathfinder (Zhang et al. 2022, algorithm 1).</summary>
internal static class PathfinderPath
{
    private const double GradientTolerance = 1e-8;

    /// <summary>The draws of the approximation with the largest evidence lower bound along the path; null when none has a finite one.</summary>
    public static WeightedDraws? Run(Evaluation evaluation, PathfinderOptions options, RandomStream stream, CancellationToken ct) =>
        Best(evaluation, options, stream, ct) is { } best ? WeightedDraws.Of(best, evaluation, options.DrawsPerPath, stream, ct) : null;

    /// <summary>The approximation with the largest evidence lower bound along a path; null when none has a finite one.</summary>
    public static LowRankNormal? Best(Evaluation evaluation, PathfinderOptions options, RandomStream stream, CancellationToken ct)
    {
        QuasiNewton climb = new(evaluation, evaluation.Start(null, options.InitialRadius, stream), options.Memory);
        double[] diagonal = new double[evaluation.Dimension];
        for (int i = 0; i < diagonal.Length; i++)
        {
            diagonal[i] = 1;
        }

        LowRankNormal? best = null;
        double bound = double.NegativeInfinity;
        for (int iteration = 0; iteration < options.MaxIterations; iteration++)
        {
            ct.ThrowIfCancellationRequested();
            if (climb.GradientNorm <= GradientTolerance || !climb.TryStep())
            {
                break;
            }

            (double[] step, double[] change) = climb.LastPair;
            if (climb.Pairs.All is [.., (double[] remembered, _)] && ReferenceEquals(remembered, step))
            {
                UpdateDiagonal(diagonal, step, change);
            }

            if ((double.IsInfinity(options.LargestRise) || climb.ExpectedRise <= options.LargestRise)
                && LowRankNormal.TryCreate(climb.Position, climb.Gradient, diagonal, climb.Pairs.All) is { } normal)
            {
                double candidate = WeightedDraws.Of(normal, evaluation, options.ElboDraws, stream, ct).EvidenceLowerBound;
                (best, bound) = candidate > bound ? (normal, candidate) : (best, bound);
            }

            if (!climb.Progressed)
            {
                break;
            }
        }

        return best ?? (double.IsFinite(options.LargestRise) && climb.Pairs.All.Count > 0
            ? LowRankNormal.TryCreate(climb.Position, climb.Gradient, diagonal, climb.Pairs.All)
            : null);
    }

    /// <summary>The diagonal of the initial inverse Hessian after one more pair (Gilbert and Lemarechal 1989; Zhang et al. 2022, algorithm 3).</summary>
    private static void UpdateDiagonal(double[] diagonal, double[] step, double[] change)
    {
        double a = 0;
        double b = Rows.Dot(step, change);
        double c = 0;
        for (int i = 0; i < diagonal.Length; i++)
        {
            a += change[i] * diagonal[i] * change[i];
            c += step[i] * step[i] / diagonal[i];
        }

        for (int i = 0; i < diagonal.Length; i++)
        {
            double inverse = (a / (b * diagonal[i])) + (change[i] * change[i] / b) - (a * step[i] * step[i] / (b * c * diagonal[i] * diagonal[i]));

            // Positive by the Cauchy-Schwarz inequality, but for rounding.
            diagonal[i] = inverse > 0 && double.IsFinite(inverse) ? 1 / inverse : diagonal[i];
        }
    }
}
