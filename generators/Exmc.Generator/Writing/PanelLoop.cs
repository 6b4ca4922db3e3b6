// A product of a packed matrix, a loop over its rows and the adjoint product, a panel of rows at a time.
using System.Collections.Generic;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>Writes the call of a method of packed matrices.</summary>
internal delegate string CallWriter(string method, string lengths, IReadOnlyList<ArrayId> arrays);

/// <summary>Three statements that run together, and the calls that a panel of rows makes.</summary>
internal sealed class PanelLoop
{
    /// <summary>First row of the panel in hand.</summary>
    public const string First = "firstRow";

    /// <summary>Rows of a panel.</summary>
    public const int Rows = 64;
    private readonly ExpressionWriter expressions;
    private readonly Statement.Call product;
    private readonly Statement.Call adjoint;

    private PanelLoop(ExpressionWriter expressions, Statement.Call product, Loop loop, Statement.Call adjoint)
    {
        this.expressions = expressions;
        this.product = product;
        this.adjoint = adjoint;
        Loop = loop;
    }

    public Loop Loop { get; }

    public string Panels => PanelsBetween("0", PaddedRows);

    /// <summary>Rows of the packed matrix.</summary>
    public string PaddedRows => expressions.Length(product.output, 0);

    public string Columns => expressions.Length(Sums, 0);

    /// <summary>Eight sums of each column, one after the other.</summary>
    public ArrayId Sums => adjoint.output;

    /// <summary>The same statements, written by another writer.</summary>
    public PanelLoop With(ExpressionWriter other) => new(other, product, Loop, adjoint);

    public string PanelsBetween(string from, string until) => $"for (int {First} = {from}; {First} < {until}; {First} += {Rows})";

    /// <summary>One panel's product; one panel is all there is for fewer than eight rows.</summary>
    /// <param name="method">Writes the call of a method of those lengths with those arrays.</param>
    public string Multiply(CallWriter method) => method("MultiplyPanel", $"{PaddedRows}, {Columns}, {First}", [Matrix, product.inputs[1], product.output]);

    public string AddAdjoint(CallWriter method) => method("AddPanelAdjoint", $"{PaddedRows}, {Columns}, {First}", [Matrix, Seed, Sums]);

    private ArrayId Matrix => product.inputs[0];

    private ArrayId Seed => adjoint.inputs[1];

    /// <summary>The three statements from one on; null when they are others.</summary>
    public static PanelLoop? At(IReadOnlyList<Statement> body, int k, ExpressionWriter expressions) =>
        k + 2 < body.Count && body[k] is Statement.Call { Item1.IsPanelProduct: true } product && body[k + 1] is Statement.Loop loop && body[k + 2] is Statement.Call adjoint
            ? new PanelLoop(expressions, product, loop.Item, adjoint)
            : null;
}
