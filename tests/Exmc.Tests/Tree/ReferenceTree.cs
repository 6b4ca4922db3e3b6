// The tree by recursion, as exact probabilities: an independent oracle, and the defective rule it must be told from.
namespace Exmc.Tests;

internal sealed class ReferenceTree(Orbit orbit, bool keepInvalid)
{
    private sealed record Span(int First, int Last, double Weight, Dictionary<int, double> Choice, bool Valid);

    public Dictionary<int, double> Transition(int start, int maxDepth)
    {
        Dictionary<int, double> total = [];
        int words = 1 << maxDepth;
        for (int word = 0; word < words; word++)
        {
            foreach ((int point, double probability) in Trajectory(start, word, maxDepth))
            {
                total[point] = total.GetValueOrDefault(point) + (probability / words);
            }
        }

        return total;
    }

    public Dictionary<int, double> Trajectory(int start, int word, int maxDepth)
    {
        Span tree = Leaf(start, start);
        for (int depth = 0; depth < maxDepth && tree.Valid; depth++)
        {
            bool forward = ((word >> depth) & 1) != 0;
            Span grown = Build(forward ? tree.Last + 1 : tree.First - 1, forward, depth, start);
            if (!grown.Valid && !keepInvalid)
            {
                break;
            }

            double probability = Math.Min(1, grown.Weight / tree.Weight);
            tree = Join(forward ? tree : grown, forward ? grown : tree, Mix(tree.Choice, grown.Choice, probability));
        }

        return tree.Choice;
    }

    private Span Leaf(int point, int start)
    {
        bool diverges = orbit.Diverges(point);
        return new(point, point, diverges ? 0 : Math.Exp(orbit.Energy(start) - orbit.Energy(point)), new() { [point] = 1 }, !diverges);
    }

    private Span Build(int point, bool forward, int depth, int start)
    {
        if (depth == 0)
        {
            return Leaf(point, start);
        }

        Span near = Build(point, forward, depth - 1, start);
        if (!near.Valid)
        {
            return near;
        }

        Span far = Build(forward ? near.Last + 1 : near.First - 1, forward, depth - 1, start);
        if (!far.Valid && !keepInvalid)
        {
            return far;
        }

        double probability = far.Weight / (near.Weight + far.Weight);
        return Join(forward ? near : far, forward ? far : near, Mix(near.Choice, far.Choice, probability));
    }

    private Span Join(Span earlier, Span later, Dictionary<int, double> choice)
    {
        bool turns = orbit.Turns(earlier.First, later.Last) || orbit.Turns(earlier.First, later.First) || orbit.Turns(earlier.Last, later.Last);
        return new(earlier.First, later.Last, earlier.Weight + later.Weight, choice, earlier.Valid && later.Valid && !turns);
    }

    private static Dictionary<int, double> Mix(Dictionary<int, double> keep, Dictionary<int, double> take, double probability)
    {
        Dictionary<int, double> mixed = keep.ToDictionary(pair => pair.Key, pair => pair.Value * (1 - probability));
        foreach ((int point, double value) in take)
        {
            mixed[point] = mixed.GetValueOrDefault(point) + (value * probability);
        }

        return mixed;
    }
}
