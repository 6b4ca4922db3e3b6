// An orbit on the integers with planted energies, divergent points and turning spans.
namespace Exmc.Tests;

internal sealed class Orbit
{
    public required Func<int, double> Energy { get; init; }

    public Func<int, bool> Diverges { get; init; } = _ => false;

    public Func<int, int, bool> Turns { get; init; } = (_, _) => false;
}

internal readonly struct IntegerTrajectory(Orbit orbit, int[] slots, int start) : ITrajectory
{
    public double Move(int from, int to, bool forward, out DensityStatus cause)
    {
        slots[to] = slots[from] + (forward ? 1 : -1);
        cause = orbit.Diverges(slots[to]) ? DensityStatus.NotFinite : DensityStatus.Ok;
        return cause == DensityStatus.Ok ? orbit.Energy(start) - orbit.Energy(slots[to]) : double.NaN;
    }

    public bool IsTurning(int earlier, int later)
    {
        Assert.True(slots[earlier] < slots[later], "the earlier point must come first");
        return orbit.Turns(slots[earlier], slots[later]);
    }
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
        int[] slots = new int[64];
        slots[0] = start;
        IntegerTrajectory trajectory = new(orbit, slots, start);
        ScriptedSelection selection = new(script);
        TreeResult result = Exmc.Tree.Grow(ref trajectory, ref selection, directions, maxDepth, 1000, 0);
        proposal = slots[result.Proposal];
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
