// An orbit on the integers with planted energies, divergent points and turning spans.
namespace Exmc.Tests;

internal sealed class Orbit
{
    public required Func<int, double> Energy { get; init; }

    public Func<int, bool> Diverges { get; init; } = _ => false;

    public Func<int, int, bool> Turns { get; init; } = (_, _) => false;
}

internal sealed class IntegerTrajectory
{
    private readonly Orbit _orbit;
    private readonly int _start;
    private readonly int[] _slots = new int[64];
    private int _candidate;

    public IntegerTrajectory(Orbit orbit, int start)
    {
        _orbit = orbit;
        _start = _slots[0] = Proposal = start;
    }

    public int Proposal { get; private set; }

    public double Move(int from, int to, bool forward, out DensityStatus cause)
    {
        int point = _slots[from] + (forward ? 1 : -1);
        _slots[to] = point;
        cause = _orbit.Diverges(point) ? DensityStatus.NotFinite : DensityStatus.Ok;
        return cause == DensityStatus.Ok ? _orbit.Energy(_start) - _orbit.Energy(point) : double.NaN;
    }

    public bool IsTurning(int first, int last, bool forward)
    {
        (int earlier, int later) = forward ? (_slots[first], _slots[last]) : (_slots[last], _slots[first]);
        Assert.True(earlier < later, "the earlier point must come first");
        return _orbit.Turns(earlier, later);
    }

    public void Choose(int slot) => _candidate = _slots[slot];

    public void Propose() => Proposal = _candidate;
}

internal readonly struct IntegerSteps(IntegerTrajectory trajectory) : ITrajectory
{
    public bool IsTurning(int first, int last, bool forward) => trajectory.IsTurning(first, last, forward);

    public bool IsTurning(int first, int last, int nextFirst, int nextLast, bool forward) =>
        trajectory.IsTurning(first, nextLast, forward) || trajectory.IsTurning(first, nextFirst, forward) || trajectory.IsTurning(last, nextLast, forward);

    public void Choose(int slot) => trajectory.Choose(slot);

    public void Propose() => trajectory.Propose();
}

// Walks through all outcomes of the random choices, one per run of the tree.
internal sealed class ChoiceScript
{
    private readonly List<(bool Taken, double Probability)> _choices = [];
    private int _position;

    public double Probability { get; private set; } = 1;

    public bool Choose(double probability)
    {
        if (_position == _choices.Count)
        {
            _choices.Add((probability > 0, probability));
        }

        bool taken = _choices[_position++].Taken;
        Probability *= taken ? probability : 1 - probability;
        return taken;
    }

    public bool Next()
    {
        while (_choices.Count > 0 && !(_choices[^1].Taken && _choices[^1].Probability < 1))
        {
            _choices.RemoveAt(_choices.Count - 1);
        }

        if (_choices.Count == 0)
        {
            return false;
        }

        _choices[^1] = (false, _choices[^1].Probability);
        _position = 0;
        Probability = 1;
        return true;
    }
}

internal readonly struct ScriptedSelection(ChoiceScript script) : ISelection
{
    public bool Take(double weight, double total) => script.Choose(Math.Min(1, weight / total));
}

internal static class Enumeration
{
    public static TreeResult Grow(Orbit orbit, int start, ulong directions, int maxDepth, ChoiceScript script, out int proposal)
    {
        IntegerTrajectory trajectory = new(orbit, start);
        IntegerSteps steps = new(trajectory);
        ScriptedSelection selection = new(script);
        Exmc.Tree tree = new(maxDepth);
        tree.Begin(directions);
        bool wants = true;
        while (wants)
        {
            Assert.InRange(tree.To, 0, Exmc.Tree.SlotCount(maxDepth) - 1);
            double gain = trajectory.Move(tree.From, tree.To, tree.Forward, out DensityStatus cause);
            wants = tree.Add(ref steps, ref selection, gain, cause);
        }

        TreeResult result = tree.Result;
        proposal = trajectory.Proposal;
        Assert.Equal(start + result.ProposalIndex, proposal);
        return result;
    }

    // P(start -> j), exactly.
    public static Dictionary<int, double> Transition(Orbit orbit, int start, int maxDepth)
    {
        Dictionary<int, double> probabilities = [];
        ulong words = 1UL << maxDepth;
        for (ulong word = 0; word < words; word++)
        {
            ChoiceScript script = new();
            do
            {
                Grow(orbit, start, word, maxDepth, script, out int proposal);
                probabilities[proposal] = probabilities.GetValueOrDefault(proposal) + (script.Probability / words);
            }
            while (script.Next());
        }

        return probabilities;
    }
}
