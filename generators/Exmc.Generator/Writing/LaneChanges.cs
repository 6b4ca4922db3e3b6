// Changes of neighbouring elements in eight lanes.
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>What an iteration hands on to the element after its own waits in a register for the next iteration, which changes that element once.</summary>
internal sealed class LaneChanges
{
    private readonly ElementChange[] changes;
    private readonly string number;
    private readonly LaneExpressionWriter expressions;
    private readonly ElementChanges all;

    public LaneChanges(IReadOnlyList<Statement> body, Var index, LaneExpressionWriter expressions)
    {
        this.expressions = expressions;
        number = index.Item.ToString(CultureInfo.InvariantCulture);
        all = new ElementChanges(body, index);
        changes = [.. all.All.Where(change => change.Next is not null && expressions.IsOnePlace(change.Array, change.Path))];
    }

    public bool IsEmpty => changes.Length == 0;

    /// <summary>Whether a statement changes an element together with another one, be its place the same in all lanes or not.</summary>
    public bool IsShared(Statement statement) => all.Of(statement) is not null;

    /// <summary>Whether a statement is part of a change whose place is the same in all lanes.</summary>
    public bool Contains(Statement statement) => Of(statement) is not null;

    /// <summary>Before the loop: nothing waits, or what the first element holds, which is stored anew.</summary>
    public void Begin(Loop loop, CodeText code)
    {
        foreach (ElementChange change in changes)
        {
            code.Line($"{VectorFunctions.VectorType} {Waiting(change)} = {VectorFunctions.VectorType}.Zero;");
        }

        if (changes.Any(change => change.StoresNext))
        {
            code.Open(IsRun(loop));
            code.Line($"int i{number} = {expressions.Index(loop.From)};");
            foreach (ElementChange change in changes.Where(change => change.StoresNext))
            {
                code.Line($"{Waiting(change)} = {expressions.Load(change.Array, change.Path)};");
            }

            code.Close();
        }
    }

    /// <summary>In an iteration; all is done where the last of its statements stands, what the earlier iteration has handed on first.</summary>
    public void Reach(Statement statement, string? mask, CodeText code)
    {
        ElementChange change = Of(statement)!;
        if (!ReferenceEquals(change.Last, statement))
        {
            return;
        }

        IEnumerable<string> terms = [Waiting(change), .. change.Elements.Select(element => LaneExpressionWriter.Counted(expressions.Real(element.Item3), mask))];
        if (!change.StoresNext)
        {
            terms = terms.Prepend(expressions.Load(change.Array, change.Path));
        }

        expressions.WriteStore(change.Array, change.Path, string.Join(" + ", terms), change.StoresNext ? mask : null, code);
        code.Line($"{Waiting(change)} = {LaneExpressionWriter.Counted(expressions.Real(change.NextValue), mask)};");
    }

    /// <summary>After the loop.</summary>
    public void End(Loop loop, string? mask, CodeText code)
    {
        if (IsEmpty)
        {
            return;
        }

        code.Open(IsRun(loop));
        code.Line($"int i{number} = {expressions.Index(loop.Until)};");
        foreach (ElementChange change in changes)
        {
            string value = change.StoresNext ? Waiting(change) : $"{expressions.Load(change.Array, change.Path)} + {Waiting(change)}";
            expressions.WriteStore(change.Array, change.Path, value, change.StoresNext ? mask : null, code);
        }

        code.Close();
    }

    private string IsRun(Loop loop) => $"if ({expressions.Index(loop.From)} < {expressions.Index(loop.Until)})";

    private ElementChange? Of(Statement statement) => System.Array.Find(changes, change => change.Contains(statement));

    private string Waiting(ElementChange change) => $"waiting{number}_{change.Array.Item}";
}
