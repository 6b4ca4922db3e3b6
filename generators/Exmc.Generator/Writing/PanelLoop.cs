// A product of a packed matrix, a loop over its rows and the adjoint product, a panel of rows at a time.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;
using Microsoft.FSharp.Collections;

namespace Exmc.Generator.Writing;

/// <summary>Writes the call of a method of packed matrices.</summary>
/// <param name="method">The method.</param>
/// <param name="lengths">What comes before the arrays.</param>
/// <param name="arrays">The arrays, each from some element on.</param>
internal delegate string CallWriter(string method, string lengths, IReadOnlyList<(ArrayId Array, string From)> arrays);

/// <summary>
/// Three statements that run together, and the calls that a panel of rows makes. A product, or its adjoint, that nothing else reads is kept for
/// one panel at a time: its first elements stay in the nearest cache, whatever the number of rows.
/// </summary>
internal sealed class PanelLoop
{
    /// <summary>First row of the panel in hand.</summary>
    public const string First = "firstRow";

    /// <summary>The row at the first element of what is kept.</summary>
    private const string Kept = "keptRow";

    /// <summary>Rows of a panel.</summary>
    public const int Rows = 64;
    private readonly ExpressionWriter expressions;
    private readonly Statement.Call product;
    private readonly Statement.Call adjoint;
    private readonly HashSet<ArrayId> kept;
    private readonly string from;

    private PanelLoop(ExpressionWriter expressions, Statement.Call product, Loop loop, Statement.Call adjoint, HashSet<ArrayId> kept, string from)
    {
        this.expressions = expressions;
        this.product = product;
        this.adjoint = adjoint;
        this.kept = kept;
        this.from = from;
        Loop = loop;
        foreach (ArrayId array in kept)
        {
            expressions.FirstOfPanel[array] = from == "0" ? Kept : $"({Kept} - {from})";
        }
    }

    public Loop Loop { get; }

    /// <summary>Rows of the packed matrix.</summary>
    public string PaddedRows => expressions.Length(product.output, 0);

    public string Columns => expressions.Length(Sums, 0);

    /// <summary>Eight sums of each column, one after the other.</summary>
    public ArrayId Sums => adjoint.output;

    /// <summary>The same statements, written by another writer.</summary>
    /// <param name="other">The writer.</param>
    /// <param name="slice">First row of the slice that they are written for, whose panels stand there; of all rows if not given.</param>
    public PanelLoop With(ExpressionWriter other, string slice = "0") => new(other, product, Loop, adjoint, kept, slice);

    public string PanelsBetween(string first, string until) => $"for (int {First} = {first}; {First} < {until}; {First} += {Rows})";

    /// <summary>Opens the loop over all panels and writes the product of one.</summary>
    public void Enter(CallWriter call, CodeText code, int width = 1)
    {
        code.Open(PanelsBetween("0", PaddedRows));
        Multiply(call, code, width);
    }

    /// <summary>Writes one panel's product; one panel is all there is for fewer than eight rows.</summary>
    /// <param name="call">Writes the call of a method of those lengths with those arrays.</param>
    /// <param name="code">Where to write.</param>
    /// <param name="width">Numbers of an element.</param>
    public void Multiply(CallWriter call, CodeText code, int width = 1)
    {
        if (kept.Count > 0)
        {
            // The last eight rows are read together: fewer of a last panel stand behind the panel before.
            code.Line($"int {Kept} = {First} + 8 > {expressions.Index(Loop.Until)} && {First} > {from} ? {First} - {Rows} : {First};");
        }

        code.Line(call("MultiplyPanel", $"{PaddedRows}, {Columns}, {First}", [(Matrix, "0"), (product.inputs[1], "0"), (product.output, Place(product.output))]));
        if (kept.Contains(Seed))
        {
            // Rows are rounded up to a multiple of eight; those that are no iterations have no adjoint.
            string last = expressions.Index(Loop.Until);
            expressions.Use(Seed);
            code.Open($"if ({First} + {Rows} > {last})");
            code.Line($"{RuntimeNames.Buffers}.Clear(ref At(ref {expressions.Names[Seed]}, {Times(Place(Seed), width)}), {Times($"({PaddedRows} - {First})", width)});");
            code.Close();
        }
    }

    public string AddAdjoint(CallWriter call) => call("AddPanelAdjoint", $"{PaddedRows}, {Columns}, {First}", [(Matrix, "0"), (Seed, Place(Seed)), (Sums, "0")]);

    private ArrayId Matrix => product.inputs[0];

    private ArrayId Seed => adjoint.inputs[1];

    /// <summary>First element of the panel in hand.</summary>
    private string Place(ArrayId array) => !kept.Contains(array) ? First : from == "0" ? $"({First} - {Kept})" : $"({from} + {First} - {Kept})";

    private static string Times(string count, int width) => width == 1 ? count : $"{width} * {count}";

    /// <summary>The three statements from each one on; null where they are others.</summary>
    public static PanelLoop?[] In(IReadOnlyList<Statement> body, ExpressionWriter expressions) => [.. body.Select((_, k) => At(body, k, expressions))];

    /// <summary>The three statements from one on; null when they are others.</summary>
    public static PanelLoop? At(IReadOnlyList<Statement> body, int k, ExpressionWriter expressions)
    {
        if (k < 0 || k + 2 >= body.Count || body[k] is not Statement.Call { Item1.IsPanelProduct: true } product || body[k + 1] is not Statement.Loop { Item: Loop loop } || body[k + 2] is not Statement.Call adjoint)
        {
            return null;
        }

        ArrayId seed = adjoint.inputs[1];
        Statement[] others = [.. body.Where((statement, place) => place < k || place > k + 2).Where(statement => statement is not Statement.Zero { Item: ArrayId zeroed } || !zeroed.Equals(seed))];
        HashSet<ArrayId> elsewhere = [.. Effects.loaded(ListModule.OfSeq(others)), .. Effects.written(ListModule.OfSeq(others))];
        HashSet<ArrayId> kept = [];
        if (!elsewhere.Contains(product.output))
        {
            kept.Add(product.output);
        }

        // One increment of what was zero is a store; where iterations are repeated to fill a vector, so is what they store.
        if (!elsewhere.Contains(seed) && loop.Body.Count(statement => Effects.written(ListModule.OfSeq([statement])).Contains(seed)) == 1)
        {
            kept.Add(seed);
            loop = new Loop(loop.Index, loop.From, loop.Until, loop.Descending, loop.Carried, loop.Sums, ListModule.OfSeq(loop.Body.Select(statement => Stored(statement, seed))));
        }

        return new PanelLoop(expressions, product, loop, adjoint, kept, "0");
    }

    private static Statement Stored(Statement statement, ArrayId array) =>
        statement is Statement.Increment increment && increment.Item1.Equals(array) ? Statement.NewStore(array, increment.Item2, increment.Item3) : statement;
}
