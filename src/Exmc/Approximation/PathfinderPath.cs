// One optimisation path and the best normal approximation along it.
using Exmc.Numerics;

namespace Exmc;

/// <summary>One path of Pathfinder (Zhang et al. 2022, algorithm 1).</summary>
internal static class PathfinderPath
{
    private const double GradientTolerance = 1e-8;

    /// <summary>The draws of the approximation with the largest evidence lower bound along the path; null when none has a finite one.</summary>
    public static WeightedDraws? Run(Evaluation evaluation, PathfinderOptions options, RandomStream stream, CancellationToken ct) =>
        Best(new(evaluation, options.Memory), options, stream, ct) is { } best ? WeightedDraws.Of(best, evaluation, options.DrawsPerPath, stream, ct) : null;

    /// <summary>The approximation with the largest evidence lower bound along a path, to be given back to the buffers; null when none has a finite one.</summary>
    public static LowRankNormal? Best(PathfinderBuffers buffers, PathfinderOptions options, RandomStream stream, CancellationToken ct)
    {
        QuasiNewton climb = buffers.Climb(buffers.Evaluation.Start(null, options.InitialRadius, stream));
        double[] diagonal = buffers.Diagonal;
        diagonal.AsSpan().Fill(1);
        LowRankNormal? best = null;
        LowRankNormal spare = buffers.Take();
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
                && spare.TryBecome(climb.Position, climb.Gradient, diagonal, climb.Pairs.All, buffers.Span))
            {
                double candidate = buffers.EvidenceLowerBound(spare, options.ElboDraws, stream, ct);
                if (candidate > bound)
                {
                    buffers.Return(best);
                    (best, bound) = (spare, candidate);
                    spare = buffers.Take();
                }
            }

            if (!climb.Progressed)
            {
                break;
            }
        }

        if (best is null && double.IsFinite(options.LargestRise) && climb.Pairs.All.Count > 0
            && spare.TryBecome(climb.Position, climb.Gradient, diagonal, climb.Pairs.All, buffers.Span))
        {
            return spare;
        }

        buffers.Return(spare);
        return best;
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
