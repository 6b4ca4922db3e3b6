// What a map-reduce loop adds up, and where its sums go.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>The results of a loop in one order: its sums, its part of the log density, its increments of one and the same element.</summary>
internal static class LoopResults
{
    public static int Count(Loop loop) => loop.Sums.Length + (HasTarget(loop) ? 1 : 0) + FixedIncrements(loop).Length;

    public static bool HasTarget(Loop loop) => loop.Body.Any(statement => statement.IsTarget);

    /// <summary>Increments of one and the same element in each iteration.</summary>
    public static Statement.Increment[] FixedIncrements(Loop loop) =>
        [.. loop.Body.OfType<Statement.Increment>().Where(increment => VectorAccess.IsFixed(increment.Item2, loop.Index))];

    /// <summary>What stands before each result in the statement that takes it.</summary>
    public static IEnumerable<string> Receivers(Loop loop, ExpressionWriter expressions)
    {
        foreach (Sum sum in loop.Sums)
        {
            yield return expressions.Name(sum.Total) + " =";
        }

        if (HasTarget(loop))
        {
            yield return "lp +=";
        }

        foreach (Statement.Increment increment in FixedIncrements(loop))
        {
            yield return expressions.Element(increment.Item1, increment.Item2) + " +=";
        }
    }
}
