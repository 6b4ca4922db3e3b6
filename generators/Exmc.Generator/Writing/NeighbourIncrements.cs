// Increments of an element and of the one after it in the same iteration.
using System;
using System.Collections.Generic;
using System.Linq;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>
/// Pairs of increments of one vector, one place apart: the second one of an iteration touches the element of the first one of the next. Eight of
/// them are one change of eight elements: what the second adds moves up by a lane, and its last lane waits for the next eight.
/// </summary>
internal sealed class NeighbourIncrements
{
    private readonly List<(Statement.Increment Element, Statement.Increment Next)> pairs = [];

    public NeighbourIncrements(IReadOnlyList<Statement> body, Var index)
    {
        Statement.Increment[] moving = [.. body.OfType<Statement.Increment>().Where(increment => VectorAccess.IsConsecutive(increment.Item2, index))];
        foreach (IGrouping<ArrayId, Statement.Increment> group in moving.GroupBy(increment => increment.Item1))
        {
            if (group.ToArray() is { Length: 2 } both)
            {
                int distance = Distance(both[0].Item2, both[1].Item2);
                if (Math.Abs(distance) == 1)
                {
                    pairs.Add(distance == 1 ? (both[0], both[1]) : (both[1], both[0]));
                }
            }
        }
    }

    public IReadOnlyList<(Statement.Increment Element, Statement.Increment Next)> Pairs => pairs;

    /// <summary>The number of the pair that a statement belongs to, or -1.</summary>
    public int Of(Statement statement) => pairs.FindIndex(pair => ReferenceEquals(pair.Element, statement) || ReferenceEquals(pair.Next, statement));

    /// <summary>How many places the second path is after the first, where they differ by a constant; 0 otherwise.</summary>
    private static int Distance(IEnumerable<Index> first, IEnumerable<Index> second)
    {
        Index[] one = [.. first], other = [.. second];
        if (!one.Take(one.Length - 1).SequenceEqual(other.Take(other.Length - 1)))
        {
            return 0;
        }

        (int constant, List<Index> atoms) = Sum(one[one.Length - 1]);
        (int otherConstant, List<Index> otherAtoms) = Sum(other[other.Length - 1]);
        return atoms.Count == otherAtoms.Count && atoms.All(otherAtoms.Remove) ? otherConstant - constant : 0;
    }

    private static (int Constant, List<Index> Atoms) Sum(Index index)
    {
        switch (index)
        {
            case Index.IConst constant:
                return (constant.Item, []);
            case Index.IBinary { Item1.IsIntAdd: true } sum:
                (int left, List<Index> atoms) = Sum(sum.Item2);
                (int right, List<Index> more) = Sum(sum.Item3);
                return (left + right, [.. atoms, .. more]);
            case Index.IBinary { Item1.IsIntSubtract: true, Item3: Index.IConst constant } difference:
                (int from, List<Index> rest) = Sum(difference.Item2);
                return (from - constant.Item, rest);
            default:
                return (0, [index]);
        }
    }
}
