// Statements of a program as C#.
using System;
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>Writes the body of one program. Targets are added to the local "lp".</summary>
internal sealed class ProgramWriter
{
    /// <summary>Longer expressions are given names.</summary>
    private const int LongestInlined = 70;
    private readonly ExpressionWriter expressions;
    private readonly Inlining inlining;
    private readonly CodeText code = new();
    private readonly VectorLoopWriter vectors;
    private readonly IReadOnlyDictionary<Var, SlicedLoop> sliced;
    private FunctionPairs pairs = null!;

    /// <param name="expressions">Writes expressions.</param>
    /// <param name="inlining">Scalars without names.</param>
    /// <param name="sliced">Loops that are cut where they are large, by their index.</param>
    public ProgramWriter(ExpressionWriter expressions, Inlining inlining, IReadOnlyDictionary<Var, SlicedLoop> sliced)
    {
        this.sliced = sliced;
        this.expressions = expressions;
        this.inlining = inlining;
        vectors = new VectorLoopWriter(expressions, code, inlining, Iterations);
    }

    /// <summary>Local that tells whether a solver gave up.</summary>
    public const string Failure = "hasFailed";

    /// <summary>Whether the program solves differential equations.</summary>
    public bool CallsSolver { get; private set; }

    public string Write(IEnumerable<Statement> body)
    {
        pairs = new FunctionPairs(body);
        Statements(body);
        return code.ToString();
    }

    private void Statements(IEnumerable<Statement> body)
    {
        Statement[] all = [.. body];
        PanelLoop?[] panelLoops = PanelLoop.In(all, expressions);
        for (int k = 0; k < all.Length; k++)
        {
            if (panelLoops[k] is { } panels)
            {
                code.Line("// A panel of 64 rows at a time: product, iterations, adjoint product.");
                vectors.Write(panels.Loop, panels, Sliced(panels.Loop));
                k += 2;
            }
            else if (k + 1 < all.Length && VectorLoopWriter.AreJoined(all[k], all[k + 1], sliced.Keys))
            {
                code.Line("// Independent iterations of two loops, eight at a time; the rest one by one.");
                vectors.WriteJoined(((Statement.Loop)all[k]).Item, ((Statement.Loop)all[++k]).Item);
            }
            else
            {
                Write(all[k]);
            }
        }
    }

    private void Write(Statement statement)
    {
        switch (statement)
        {
            case Statement.Let let when pairs.Text(let, "double", expressions.Operand, expressions.Name) is { } pair:
                code.Block(pair);
                break;
            case Statement.Let let when inlining.Contains(let.Item1) && expressions.Enclosed(let.Item2) is { Length: <= LongestInlined } text:
                expressions.Alias(let.Item1, text);
                break;
            case Statement.Let let:
                code.Line($"double {expressions.Name(let.Item1)} = {expressions.Operation(let.Item2)};");
                break;
            case Statement.Store { Item3: Operand.Use } store when expressions.IsChecked(store.Item1):
                code.Open(string.Empty);
                code.Line($"double stored = {expressions.Alone(store.Item3)};");
                code.Line($"{expressions.Element(store.Item1, store.Item2)} = stored;");
                code.Line(GradientCheck.Take("stored"));
                code.Close();
                break;
            case Statement.Store store:
                code.Line($"{expressions.Element(store.Item1, store.Item2)} = {expressions.Alone(store.Item3)};");
                break;
            case Statement.Increment increment:
                code.Line($"{expressions.Element(increment.Item1, increment.Item2)} += {expressions.Alone(increment.Item3)};");
                GradientCheck.TakeElement(increment.Item1, increment.Item2, expressions, code);
                break;
            case Statement.Zero zero when expressions.FirstOfPanel.ContainsKey(zero.Item):
                break;
            case Statement.Zero zero:
                expressions.Use(zero.Item);
                code.Line($"{RuntimeNames.Buffers}.Clear(ref {expressions.Names[zero.Item]}, {expressions.Count(zero.Item)});");
                break;
            case Statement.Target target:
                code.Line($"lp += {expressions.Alone(target.Item)};");
                break;
            case Statement.Sample sample:
                string arguments = string.Concat(sample.Item3.Select(argument => ", " + expressions.Operand(argument)));
                code.Line($"double {expressions.Name(sample.Item1)} = {RuntimeNames.RandomVariates}.{VariateName(sample.Item2)}(random{arguments});");
                break;
            case Statement.Call call:
                Call(call);
                break;
            case Statement.Loop loop:
                Loop(loop.Item);
                break;
            case Statement.Branch branch:
                BranchText.Write(branch.Item, "double", expressions.Operand, Statements, expressions, code);
                break;
            default:
                throw new InvalidOperationException("Unknown statement.");
        }
    }

    private static string VariateName(Variate variate) => variate.Tag switch
    {
        Variate.Tags.StandardUniform => "Uniform",
        Variate.Tags.StandardNormal => "Normal",
        Variate.Tags.StandardExponential => "Exponential",
        Variate.Tags.StandardLogGamma => "LogGamma",
        Variate.Tags.PoissonCount => "Poisson",
        Variate.Tags.BinomialCount => "Binomial",
        _ => "VonMises",
    };

    private void Call(Statement.Call call)
    {
        foreach (ArrayId array in call.inputs.Append(call.output))
        {
            expressions.Use(array);
        }

        CallsSolver |= call.Item1 is Primitive.SolveOde;
        code.Line(PrimitiveCalls.Text(call, expressions, array => expressions.Names[array]));
    }

    private void Loop(Loop loop)
    {
        Carried[] carried = [.. loop.Carried];
        if (VectorLoopWriter.CanWrite(loop))
        {
            code.Line("// Independent iterations, eight at a time; the rest one by one.");
            vectors.Write(loop, null, Sliced(loop));
            return;
        }

        code.Line(carried.Length == 0 ? "// Independent iterations." : loop.Descending ? "// Backwards: each iteration starts from the one after it." : "// Each iteration starts from the one before it.");
        foreach (Carried value in carried)
        {
            string name = expressions.Name(value.Entry);
            code.Line($"double {name} = {expressions.Operand(value.Initial)};");
            expressions.Alias(value.Result, name);
        }

        foreach (Sum sum in loop.Sums)
        {
            code.Line($"double {expressions.Name(sum.Total)};");
        }

        Iterations(loop, _ => null);
    }

    private SlicedLoop? Sliced(Loop loop) => sliced.TryGetValue(loop.Index, out SlicedLoop? found) ? found : null;

    /// <summary>The iterations one by one; the totals are assigned. Some statements add to a local instead of what they name.</summary>
    private void Iterations(Loop loop, Func<Statement, string?> local)
    {
        SumForms forms = new(loop);
        foreach (Sum sum in loop.Sums)
        {
            string name = expressions.Name(sum.Total);
            code.Line(forms.Factor(sum) is null ? $"{name} = 0.0;" : $"double {Product(sum)} = 1.0, {Exponent(sum)} = 0.0;");
        }

        code.Open(ScanText.Header(loop, expressions));
        foreach (Statement statement in forms.Without(loop.Body))
        {
            if (local(statement) is { } name)
            {
                code.Line($"{name} += {expressions.Alone(statement is Statement.Increment increment ? increment.Item3 : ((Statement.Target)statement).Item)};");
            }
            else
            {
                Write(statement);
            }
        }

        foreach (Sum sum in loop.Sums)
        {
            code.Line(forms.Factor(sum) is { } factor
                ? $"{Product(sum)} = {RuntimeNames.Lanes}.Times({Product(sum)}, {expressions.Operand(factor)}, ref {Exponent(sum)});"
                : $"{expressions.Name(sum.Total)} = {forms.Next(sum, expressions.Name(sum.Total), "double", expressions.Operand)};");
        }

        ScanText.HandOn([.. loop.Carried], expressions, "double", expressions.Operand, code);
        code.Close();
        foreach (Sum sum in loop.Sums.Where(sum => forms.Factor(sum) is not null))
        {
            code.Line($"{expressions.Name(sum.Total)} = {RuntimeNames.Lanes}.LogOfProduct({Product(sum)}, {Exponent(sum)});");
        }
    }

    private string Product(Sum sum) => expressions.Name(sum.Total) + "Product";

    private string Exponent(Sum sum) => expressions.Name(sum.Total) + "Exponent";
}
