// The no-U-turn tree as a state machine, without memory beyond slots for the points it must remember.
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Exmc;

/// <summary>Grows a trajectory by doubling, a step at a time, and chooses one of its points.</summary>
/// <remarks>
/// <see cref="Begin"/> and each <see cref="Add"/> that returns true name a step to make: from <see cref="From"/> to <see cref="To"/>.
/// Multinomial choice inside a subtree and biased progressive choice between subtrees (Betancourt 2017, arXiv:1701.02434, appendix A.3.2).
/// A subtree that turns or diverges ends the trajectory and never contributes its points: this keeps detailed balance.
/// Subtrees are merged as a binary counter counts, so only the end points of the pending ones are kept.
/// </remarks>
/// <param name="maxDepth">Largest number of doublings, at least 1.</param>
internal sealed class Tree(int maxDepth)
{
    /// <summary>The largest depth allowed; bounds the slots to one machine word.</summary>
    public const int DepthLimit = 20;

    // Weights are linear and relative to this many nats above the start at most, so that sums cannot overflow.
    private const double LargestLogWeight = 300;

    private TreeResult _result;
    private Spans _firsts;
    private Spans _lasts;
    private int _pending;
    private ulong _ends;
    private ulong _directions;
    private int _left;
    private int _right;
    private int _leftIndex;
    private int _rightIndex;
    private int _index;
    private int _leaf;
    private int _candidateIndex;
    private double _reference;
    private double _weight;
    private double _subtree;
    private double _acceptance;
    private double _symmetric;

    /// <summary>Energy error (nats) above which a step is divergent.</summary>
    public double MaxEnergyError { get; set; } = 1000;

    /// <summary>Slot of the point from which to step.</summary>
    public int From { get; private set; }

    /// <summary>Slot for the point that the step reaches.</summary>
    public int To { get; private set; }

    /// <summary>Direction of the step in time.</summary>
    public bool Forward { get; private set; }

    /// <summary>What the trajectory is like so far; complete when no step is left.</summary>
    public ref readonly TreeResult Result => ref _result;

    /// <summary>
    /// Slots a trajectory of this depth may need. Before the last point of the last doubling there are two ends, and spans of
    /// 2^(depth - 2), ..., 2, 1 points wait to be merged.
    /// </summary>
    public static int SlotCount(int maxDepth) => 2 * maxDepth;

    /// <summary>Begins a trajectory whose start is in slot 0.</summary>
    /// <param name="directions">Bit k is the direction of doubling k: 1 is forward.</param>
    public void Begin(ulong directions)
    {
        _result = default;
        _directions = directions;
        _left = _right = 0;
        _leftIndex = _rightIndex = 0;
        _ends = 1;
        _reference = 0;
        _weight = 1;
        _acceptance = 0;
        _symmetric = 0;
        BeginDoubling();
    }

    /// <summary>Adds the point that the step reached.</summary>
    /// <param name="trajectory">The orbit.</param>
    /// <param name="selection">The random choices.</param>
    /// <param name="gain">Log weight relative to the start: initial energy minus energy (nats). NaN when the evaluation failed.</param>
    /// <param name="cause">Why the evaluation failed; Ok when it did not.</param>
    /// <returns>Whether there is another step to make.</returns>
    public bool Add<TTrajectory, TSelection>(ref TTrajectory trajectory, ref TSelection selection, double gain, DensityStatus cause)
        where TTrajectory : struct, ITrajectory
        where TSelection : struct, ISelection
    {
        int slot = To;
        _result.Leaves++;
        if (!(gain >= -MaxEnergyError) || double.IsPositiveInfinity(gain))
        {
            return Diverge(gain, cause);
        }

        _index += Forward ? 1 : -1;
        double point = Weigh(gain);
        _subtree += point;
        if (_leaf == 0 || selection.Take(point, _subtree))
        {
            trajectory.Choose(slot);
            _candidateIndex = _index;
        }

        _ends |= 1UL << slot;
        if (!TryMerge(ref trajectory, slot))
        {
            return Turn();
        }

        From = slot;
        if (++_leaf < 1 << _result.Depth)
        {
            To = BitOperations.TrailingZeroCount(~_ends);
            return true;
        }

        return EndDoubling(ref trajectory, ref selection);
    }

    private void BeginDoubling()
    {
        Forward = ((_directions >> _result.Depth) & 1) != 0;
        From = Forward ? _right : _left;
        _index = Forward ? _rightIndex : _leftIndex;
        To = BitOperations.TrailingZeroCount(~_ends);
        _pending = 0;
        _subtree = 0;
        _leaf = 0;
    }

    // The point's weight; both acceptance statistics take it into account.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Weigh(double gain)
    {
        double ratio = Math.Exp(gain);
        _acceptance += gain < 0 ? ratio : 1;
        _symmetric += (gain < 0 ? 2 * ratio : 2) / (1 + ratio);
        if (gain - _reference > LargestLogWeight)
        {
            double shrink = Math.Exp(_reference - gain);
            _weight *= shrink;
            _subtree *= shrink;
            _reference = gain;
        }

        return _reference == 0 ? ratio : Math.Exp(gain - _reference);
    }

    // Merges the span of the new point with the pending ones of its size; false when a merged span turns.
    private bool TryMerge<TTrajectory>(ref TTrajectory trajectory, int slot)
        where TTrajectory : struct, ITrajectory
    {
        int first = slot;
        for (int level = 0; ((_leaf >> level) & 1) != 0; level++)
        {
            _pending--;
            int earlierFirst = _firsts[_pending];
            int earlierLast = _lasts[_pending];
            if (level == 0)
            {
                if (trajectory.IsTurning(earlierFirst, slot, Forward))
                {
                    return false;
                }
            }
            else if (trajectory.IsTurning(earlierFirst, earlierLast, first, slot, Forward))
            {
                return false;
            }
            else
            {
                _ends &= ~((1UL << earlierLast) | (1UL << first));
            }

            first = earlierFirst;
        }

        _firsts[_pending] = (byte)first;
        _lasts[_pending] = (byte)slot;
        _pending++;
        return true;
    }

    private bool EndDoubling<TTrajectory, TSelection>(ref TTrajectory trajectory, ref TSelection selection)
        where TTrajectory : struct, ITrajectory
        where TSelection : struct, ISelection
    {
        if (selection.Take(_subtree, _weight))
        {
            trajectory.Propose();
            _result.ProposalIndex = _candidateIndex;
        }

        _weight += _subtree;
        _result.Depth++;
        int near = Forward ? _left : _right;
        int join = Forward ? _right : _left;
        int first = _firsts[0];
        int last = From;
        if (near == join ? trajectory.IsTurning(near, last, Forward) : trajectory.IsTurning(near, join, first, last, Forward))
        {
            return Turn();
        }

        if (join != near)
        {
            _ends &= ~(1UL << join);
        }

        if (first != last)
        {
            _ends &= ~(1UL << first);
        }

        if (Forward)
        {
            _right = last;
            _rightIndex = _index;
        }
        else
        {
            _left = last;
            _leftIndex = _index;
        }

        if (_result.Depth == maxDepth)
        {
            return Finish();
        }

        BeginDoubling();
        return true;
    }

    private bool Diverge(double gain, DensityStatus cause)
    {
        bool failed = cause != DensityStatus.Ok || !double.IsFinite(gain);
        _result.Divergent = true;
        _result.Cause = cause == DensityStatus.Ok && failed ? DensityStatus.NotFinite : cause;
        _result.EnergyError = failed ? double.PositiveInfinity : -gain;
        _result.DivergentIndex = _index;
        return Finish();
    }

    private bool Turn()
    {
        _result.Turning = true;
        return Finish();
    }

    private bool Finish()
    {
        _result.Acceptance = _acceptance / _result.Leaves;
        _result.SymmetricAcceptance = _symmetric / _result.Leaves;
        return false;
    }

    [InlineArray(DepthLimit)]
    private struct Spans
    {
        private byte _element;
    }
}
