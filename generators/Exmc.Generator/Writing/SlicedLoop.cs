// A loop over rows of data that threads share where there are many.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>
/// Writes a map-reduce loop a second time, for some of its iterations and with sums of its own, and the statements that run it in slices. Each
/// iteration writes elements of its own alone, so that slices can run at once.
/// </summary>
internal sealed class SlicedLoop
{
    /// <summary>Operations from which on a loop is cut: some twenty to a hundred microseconds, well more than it takes to hand work to a thread that waits for it.</summary>
    private const int LeastWork = 1_000_000;

    /// <summary>Iterations of two slices at least.</summary>
    private const int LeastIterations = 128;
    private readonly Loop loop;
    private readonly PanelLoop? panels;
    private readonly Var[] invariants;
    private readonly string number;
    private readonly ExpressionWriter expressions;

    private SlicedLoop(Loop loop, PanelLoop? panels, ExpressionWriter expressions, Inlining inlining)
    {
        this.loop = loop;
        this.panels = panels?.With(expressions, "from" + loop.Index.Item.ToString(CultureInfo.InvariantCulture));
        this.expressions = expressions;
        number = loop.Index.Item.ToString(CultureInfo.InvariantCulture);
        invariants = [.. VectorBody.Invariants(loop)];
        Slice = Method.Of(expressions, Body(inlining));
    }

    /// <summary>Field of what runs slices.</summary>
    public const string Runner = "_slices";

    /// <summary>The iterations of one slice.</summary>
    public Method Slice { get; }

    /// <summary>Scalars from before the loop that a slice reads.</summary>
    public int InvariantCount => invariants.Length;

    private string Sums => "sums" + number;

    /// <summary>The loops of a program that can be cut, by their index.</summary>
    public static Dictionary<Var, SlicedLoop> Of(Program program, ArrayNames names, Inlining inlining)
    {
        Dictionary<Var, SlicedLoop> loops = [];
        Statement[] body = [.. program.Body];
        for (int k = 0; k < body.Length; k++)
        {
            if (body[k] is Statement.Loop { Item: Loop loop } && VectorLoopWriter.CanWrite(loop) && loop.Until is not Index.IConst && WritesApart(loop))
            {
                ExpressionWriter expressions = new(program.Arrays, names, body);
                PanelLoop? panels = k == 0 ? null : PanelLoop.At(body, k - 1, expressions);
                if (panels is not null || ReadsRows(loop, expressions))
                {
                    loops[loop.Index] = new SlicedLoop(panels?.Loop ?? loop, panels, expressions, inlining);
                }
            }
        }

        return loops;
    }

    /// <summary>Whether a loop has the iterations of large data.</summary>
    public string IsLarge(ExpressionWriter writer)
    {
        string count = Iterations(writer);
        int operations = loop.Body.Length;
        return panels is null
            ? $"{count} >= {Math.Max(LeastIterations, (LeastWork + operations - 1) / operations)}"
            : $"{count} >= {LeastIterations} && (long){ExpressionWriter.Parenthesised(count)} * ({panels.With(writer).Columns} + {operations}) >= {LeastWork}";
    }

    /// <summary>Makes room for the sums.</summary>
    public string Reserve(ExpressionWriter writer) => $"{Runner}.Reserve({Iterations(writer)}, {SumCount(writer)});";

    /// <summary>Runs the slices and takes their results, where data are large; an else may follow.</summary>
    public void WriteRun(ExpressionWriter writer, CodeText code)
    {
        code.Open($"if ({IsLarge(writer)})");
        for (int k = 0; k < invariants.Length; k++)
        {
            code.Line($"{Runner}[{k}] = {writer.Name(invariants[k])};");
        }

        code.Line($"ref double {Sums} = ref {Runner}.Run(this, {number}, {writer.Index(loop.From)}, {writer.Index(loop.Until)}, {SumCount(writer)}, position, gradient);");
        if (panels?.With(writer) is { } own)
        {
            writer.Use(own.Sums);
            code.Line($"{RuntimeNames.Buffers}.Copy(ref {Sums}, {ColumnSumCount(own)}, ref {writer.Names[own.Sums]});");
        }

        int result = 0;
        foreach (string receiver in LoopResults.Receivers(loop, writer))
        {
            code.Line($"{receiver} {Result(result++, panels?.With(writer))};");
        }

        code.Close();
    }

    /// <summary>Writes the method of a slice.</summary>
    public void WriteSlice(CodeText code, IEnumerable<ArrayInfo> arrays)
    {
        code.Line();
        code.Open($"private void Slice{number}(int from{number}, int until{number}, global::System.ReadOnlySpan<double> position, global::System.Span<double> gradient, ref double {Sums})");
        Slice.Write(code, arrays);
        code.Close();
    }

    /// <summary>Calls that method when this is the loop asked for.</summary>
    public void WriteCase(CodeText code)
    {
        code.Line($"case {number}:");
        code.Line($"    Slice{number}(from, until, position, gradient, ref sums);");
        code.Line("    break;");
    }

    private static string ColumnSumCount(PanelLoop panels) => $"8 * {ExpressionWriter.Parenthesised(panels.Columns)}";

    private string Iterations(ExpressionWriter writer) =>
        loop.From is Index.IConst { Item: 0 } ? writer.Index(loop.Until) : $"{writer.Index(loop.Until)} - {ExpressionWriter.Parenthesised(writer.Index(loop.From))}";

    /// <summary>The sums of columns come first, then the results.</summary>
    private string SumCount(ExpressionWriter writer) => Place(LoopResults.Count(loop), panels?.With(writer));

    private string Result(int k, PanelLoop? of) => $"At(ref {Sums}, {Place(k, of)})";

    private static string Place(int k, PanelLoop? of) => of is null ? $"{k}" : $"{ColumnSumCount(of)} + {k}";

    private string Body(Inlining inlining)
    {
        CodeText code = new();
        VectorLoopWriter vectors = new(expressions, code, inlining, (_, _) => { });
        for (int k = 0; k < invariants.Length; k++)
        {
            string invariant = "invariant" + k.ToString(CultureInfo.InvariantCulture);
            expressions.Alias(invariants[k], invariant);
            code.Line($"double {invariant} = {Runner}[{k}];");
        }

        string from = "from" + number, until = "until" + number, lastPanel = "lastPanel" + number;
        if (panels is not null)
        {
            code.Line($"{RuntimeNames.Buffers}.Clear(ref {Sums}, {ColumnSumCount(panels)});");
            code.Line($"int {lastPanel} = {until} == {expressions.Index(loop.Until)} ? {panels.PaddedRows} : {until};");
        }

        int result = 0;
        foreach (string value in panels is null ? vectors.Lanes(loop, from, until) : vectors.Lanes(loop, from, until, panels, lastPanel, Call))
        {
            code.Line($"{Result(result++, panels)} = {value};");
        }

        return code.ToString();
    }

    /// <summary>A call for one panel, with the slice's own sums of columns.</summary>
    private string Call(string method, string lengths, IReadOnlyList<(ArrayId Array, string From)> calledArrays)
    {
        List<string> arguments = [lengths];
        foreach ((ArrayId array, string from) in calledArrays)
        {
            if (array.Equals(panels!.Sums))
            {
                arguments.Add("ref " + Sums);
            }
            else
            {
                expressions.Use(array);
                arguments.Add(VectorLoopWriter.From(expressions.Names[array], from));
            }
        }

        return $"{RuntimeNames.PackedMatrix}.{method}({string.Join(", ", arguments)});";
    }

    private static bool ReadsRows(Loop loop, ExpressionWriter expressions) => loop.Body.OfType<Statement.Let>().Any(let => Reads.operation(let.Item2).Contains(loop.Index) && let.Item2 switch
    {
        Operation.Load load => expressions.Info(load.Item1).Role is { IsDataArray: true } or { IsBound: true },
        Operation.FromInteger => true,
        _ => false,
    });

    /// <summary>Whether no two iterations write the same element, but for what they add to one and the same.</summary>
    private static bool WritesApart(Loop loop)
    {
        HashSet<Statement> fixedIncrements = [.. LoopResults.FixedIncrements(loop)];
        (ArrayId Array, Microsoft.FSharp.Collections.FSharpList<Index> Path)[] written =
        [
            .. loop.Body.Where(statement => !fixedIncrements.Contains(statement)).Select(statement => statement switch
            {
                Statement.Store store => (store.Item1, store.Item2),
                Statement.Increment increment => (increment.Item1, increment.Item2),
                _ => default,
            }).Where(one => one.Item2 is not null),
        ];
        return written.All(one => VectorAccess.IsConsecutive(one.Path, loop.Index)) && written.GroupBy(one => one.Array).All(group => group.Select(one => one.Path).Distinct().Count() == 1);
    }
}
