// The no-U-turn tree, iteratively and without memory beyond slots for the points it must remember.
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Exmc;

/// <summary>Grows a trajectory by doubling and chooses one of its points.</summary>
/// <remarks>
/// Multinomial choice inside a subtree and biased progressive choice between subtrees (Betancourt 2017, arXiv:1701.02434, appendix A.3.2).
/// A subtree that turns or diverges ends the trajectory and never contributes its points: this keeps detailed balance.
/// Subtrees are merged as a binary counter counts, so only the end points of the pending ones are kept.
/// </remarks>
internal static class Tree
{
    /// <summary>The largest depth allowed; bounds the slots to one machine word.</summary>
    public const int DepthLimit = 20;

    // Weights are linear and relative to this many nats above the start at most, so that sums cannot overflow.
    private const double LargestLogWeight = 300;

    /// <summary>Slots a trajectory of this depth may need.</summary>
    public static int SlotCount(int maxDepth) => (2 * maxDepth) + 6;

    /// <param name="trajectory">The orbit; its start must be in slot <paramref name="start"/>.</param>
    /// <param name="selection">The random choices.</param>
    /// <param name="directions">Bit k is the direction of doubling k: 1 is forward.</param>
    /// <param name="maxDepth">Largest number of doublings.</param>
    /// <param name="maxEnergyError">Energy error (nats) above which a step is divergent.</param>
    /// <param name="start">Slot of the start.</param>
    [SkipLocalsInit]
    public static TreeResult Grow<TTrajectory, TSelection>(
        ref TTrajectory trajectory, ref TSelection selection, ulong directions, int maxDepth, double maxEnergyError, int start)
        where TTrajectory : struct, ITrajectory
        where TSelection : struct, ISelection
    {
        Span<int> firsts = stackalloc int[DepthLimit];
        Span<int> lasts = stackalloc int[DepthLimit];
        TreeResult result = default;
        result.Proposal = start;
        int left = start;
        int right = start;
        int leftIndex = 0;
        int rightIndex = 0;
        ulong ends = 1UL << start;
        double reference = 0;
        double weight = 1;
        double acceptance = 0;
        double symmetric = 0;

        while (result.Depth < maxDepth)
        {
            bool forward = ((directions >> result.Depth) & 1) != 0;
            int frontier = forward ? right : left;
            int index = forward ? rightIndex : leftIndex;
            int pending = 0;
            double subtree = 0;
            int candidate = start;
            int candidateIndex = 0;
            int count = 1 << result.Depth;
            ulong proposal = 1UL << result.Proposal;
            for (int leaf = 0; leaf < count; leaf++)
            {
                ulong taken = leaf == 0 ? ends | proposal : ends | proposal | (1UL << candidate);
                int slot = BitOperations.TrailingZeroCount(~taken);
                double gain = trajectory.Move(frontier, slot, forward, out DensityStatus cause);
                index += forward ? 1 : -1;
                result.Leaves++;
                if (!(gain >= -maxEnergyError) || double.IsPositiveInfinity(gain))
                {
                    result.Divergent = true;
                    bool failed = cause != DensityStatus.Ok || !double.IsFinite(gain);
                    result.Cause = cause == DensityStatus.Ok && failed ? DensityStatus.NotFinite : cause;
                    result.EnergyError = failed ? double.PositiveInfinity : -gain;
                    result.DivergentFrom = frontier;
                    result.DivergentTo = slot;
                    return Finish(ref result, acceptance, symmetric);
                }

                double ratio = Math.Exp(gain);
                acceptance += gain < 0 ? ratio : 1;
                symmetric += (gain < 0 ? 2 * ratio : 2) / (1 + ratio);
                if (gain - reference > LargestLogWeight)
                {
                    double shrink = Math.Exp(reference - gain);
                    weight *= shrink;
                    subtree *= shrink;
                    reference = gain;
                }

                double point = reference == 0 ? ratio : Math.Exp(gain - reference);
                subtree += point;
                if (leaf == 0 || selection.Take(point, subtree))
                {
                    candidate = slot;
                    candidateIndex = index;
                }

                ends |= 1UL << slot;
                int first = slot;
                for (int level = 0; ((leaf >> level) & 1) != 0; level++)
                {
                    pending--;
                    int earlierFirst = firsts[pending];
                    int earlierLast = lasts[pending];
                    if (IsTurning(ref trajectory, forward, earlierFirst, earlierLast, first, slot))
                    {
                        result.Turning = true;
                        return Finish(ref result, acceptance, symmetric);
                    }

                    if (level > 0)
                    {
                        ends &= ~((1UL << earlierLast) | (1UL << first));
                    }

                    first = earlierFirst;
                }

                firsts[pending] = first;
                lasts[pending] = slot;
                pending++;
                frontier = slot;
            }

            if (selection.Take(subtree, weight))
            {
                result.Proposal = candidate;
                result.ProposalIndex = candidateIndex;
            }

            weight += subtree;
            result.Depth++;
            int near = forward ? left : right;
            int join = forward ? right : left;
            int subtreeFirst = firsts[0];
            bool turning = IsTurning(ref trajectory, forward, near, join, subtreeFirst, frontier);
            if (turning)
            {
                result.Turning = true;
                break;
            }

            if (join != near)
            {
                ends &= ~(1UL << join);
            }

            if (subtreeFirst != frontier)
            {
                ends &= ~(1UL << subtreeFirst);
            }

            if (forward)
            {
                right = frontier;
                rightIndex = index;
            }
            else
            {
                left = frontier;
                leftIndex = index;
            }
        }

        return Finish(ref result, acceptance, symmetric);
    }

    // Two neighbouring spans in order of growth: the whole, and each span with the first point of its neighbour.
    private static bool IsTurning<TTrajectory>(ref TTrajectory trajectory, bool forward, int first, int last, int nextFirst, int nextLast)
        where TTrajectory : struct, ITrajectory
    {
        bool single = first == last;
        if (forward)
        {
            return trajectory.IsTurning(first, nextLast)
                || (!single && (trajectory.IsTurning(first, nextFirst) || trajectory.IsTurning(last, nextLast)));
        }

        return trajectory.IsTurning(nextLast, first)
            || (!single && (trajectory.IsTurning(nextFirst, first) || trajectory.IsTurning(nextLast, last)));
    }

    private static TreeResult Finish(ref TreeResult result, double acceptance, double symmetric)
    {
        if (result.Leaves > 0)
        {
            result.Acceptance = acceptance / result.Leaves;
            result.SymmetricAcceptance = symmetric / result.Leaves;
        }

        return result;
    }
}
