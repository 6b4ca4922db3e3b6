// Increments of neighbouring elements in eight lanes.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>Pairs of increments one place apart: what an iteration adds to the next element waits in a register for the next iteration, which changes it once.</summary>
internal sealed class LaneNeighbours
{
    private readonly (Statement.Increment Element, Statement.Increment Next)[] pairs;
    private readonly string number;
    private readonly LaneExpressionWriter expressions;
    private readonly HashSet<int> reached = [];
    private readonly NeighbourIncrements all;

    public LaneNeighbours(IReadOnlyList<Statement> body, Var index, LaneExpressionWriter expressions)
    {
        this.expressions = expressions;
        number = index.Item.ToString(System.Globalization.CultureInfo.InvariantCulture);
        all = new NeighbourIncrements(body, index);
        pairs = [.. all.Pairs.Where(pair => expressions.AddBoth(pair.Element.Item1, pair.Element.Item2, string.Empty, string.Empty) is not null)];
    }

    public bool IsEmpty => pairs.Length == 0;

    /// <summary>Whether a statement is one of such a pair, be its place the same in all lanes or not.</summary>
    public bool IsPair(Statement statement) => all.Of(statement) >= 0;

    /// <summary>Whether a statement is one of a pair whose place is the same in all lanes.</summary>
    public bool Contains(Statement statement) => Of(statement) >= 0;

    /// <summary>Before the loop.</summary>
    public void Begin(CodeText code)
    {
        for (int k = 0; k < pairs.Length; k++)
        {
            code.Line($"{VectorFunctions.VectorType} {Waiting(k)} = {VectorFunctions.VectorType}.Zero;");
        }
    }

    /// <summary>In an iteration; both increments are made where the second of them stands, the earlier iteration's first.</summary>
    public void Reach(Statement.Increment statement, string? mask, CodeText code)
    {
        int k = Of(statement);
        if (reached.Add(k))
        {
            return;
        }

        (Statement.Increment element, Statement.Increment next) = pairs[k];
        code.Line(expressions.AddBoth(element.Item1, element.Item2, Waiting(k), LaneExpressionWriter.Counted(expressions.Real(element.Item3), mask))!);
        code.Line($"{Waiting(k)} = {LaneExpressionWriter.Counted(expressions.Real(next.Item3), mask)};");
    }

    /// <summary>After the loop.</summary>
    public void End(Loop loop, CodeText code)
    {
        if (IsEmpty)
        {
            return;
        }

        code.Open($"if ({expressions.Index(loop.From)} < {expressions.Index(loop.Until)})");
        code.Line($"int i{number} = {expressions.Index(loop.Until)} - 1;");
        for (int k = 0; k < pairs.Length; k++)
        {
            code.Line(expressions.Increment(pairs[k].Next.Item1, pairs[k].Next.Item2, Waiting(k), null)[0]);
        }

        code.Close();
    }

    private int Of(Statement statement) => System.Array.FindIndex(pairs, pair => ReferenceEquals(pair.Element, statement) || ReferenceEquals(pair.Next, statement));

    private string Waiting(int k) => $"waiting{number}_{k}";
}
