// Statements of a program as C#, eight lanes at once.
using System;
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>
/// Writes the body of a program in which every scalar is a vector of eight lanes, each in the order of operations that an evaluation by
/// itself has. Conditions that differ between lanes become masks: both arms run, and what they do counts in their own lanes.
/// </summary>
internal sealed class LaneProgramWriter
{
    /// <summary>Longer expressions are given names.</summary>
    private const int LongestInlined = 150;
    private const string VectorType = VectorFunctions.VectorType;
    private readonly LaneExpressionWriter expressions;
    private readonly Inlining inlining;
    private readonly CodeText code = new();
    private readonly LaneLoopWriter blocks;
    private readonly HashSet<ArrayId> zeroed;
    private readonly FunctionPairs pairs;
    private readonly HashSet<ArrayId> asked = [];
    private string? mask;
    private int masks;

    /// <summary>Branches that all lanes take alike in the loop in hand, because no reading is missing.</summary>
    private readonly HashSet<Branch> withReading = [];

    public LaneProgramWriter(LaneExpressionWriter expressions, Inlining inlining, Program program)
    {
        this.expressions = expressions;
        zeroed = [.. Effects.nested(program.Body).OfType<Statement.Zero>().Select(zero => zero.Item)];
        this.inlining = inlining;
        pairs = new FunctionPairs(program.Body);
        expressions.Functions = LaneFunctions.AreMany(program) ? RuntimeNames.CalledLanes : RuntimeNames.Lanes;
        blocks = new LaneLoopWriter(expressions, code, Write, Increment, LaneEight.IsWorthwhile(program));
    }

    /// <summary>Whether a program can be written: no solver, no product with a matrix that is not the data's, and whole arrays change in all lanes or in none.</summary>
    public static bool CanWrite(Program program, HashSet<ArrayId> common)
    {
        LaneExpressionWriter expressions = new(program, new ArrayNames(program.Arrays), common);
        return Effects.nested(program.Body).All(statement => statement switch
        {
            Statement.Sample => false,
            Statement.Call { Item1: Primitive.SolveOde or Primitive.SolveOdeAdjoint } => false,
            Statement.Call call when LaneCalls.IsProduct(call) => LaneCalls.IsApart(expressions.Info(call.inputs.Head)),
            Statement.Loop loop => expressions.IsCommon(loop.Item.From) && expressions.IsCommon(loop.Item.Until),
            Statement.Branch branch => expressions.IsCommon(branch.Item.Condition)
                || !Effects.nested(branch.Item.Then).Concat(Effects.nested(branch.Item.Else)).Any(inside => inside is Statement.Call or Statement.Zero),
            _ => true,
        });
    }

    /// <summary>Data of which the loops that were written ask whether a reading is missing in any lane.</summary>
    public IReadOnlyCollection<ArrayId> Asked => asked;

    /// <summary>Blocks of sums that what was written uses.</summary>
    public int BlockCount => blocks.BlockCount;

    public string Write(IEnumerable<Statement> body)
    {
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
                Inlined(isInlined: true, () => blocks.Write(panels.Loop, mask, panels));
                k += 2;
            }
            else if (k + 1 < all.Length && VectorLoopWriter.AreJoined(all[k], all[k + 1], []))
            {
                (Loop first, Loop second) = (((Statement.Loop)all[k]).Item, ((Statement.Loop)all[++k]).Item);
                Inlined(isInlined: true, () => blocks.WriteJoined(first, second, mask));
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
            case Statement.Let let:
                Let(let);
                break;
            case Statement.Store store when expressions.IsChecked(store.Item1):
                expressions.WriteStore(store.Item1, store.Item2, expressions.Real(store.Item3), mask, code);
                break;
            case Statement.Store store:
                Changed(expressions.Store(store.Item1, store.Item2, expressions.Real(store.Item3), StoreMask(store.Item1)));
                break;
            case Statement.Increment increment:
                Increment(increment, expressions.Real(increment.Item3), mask);
                break;
            case Statement.Zero zero when expressions.FirstOfPanel.ContainsKey(zero.Item):
                break;
            case Statement.Zero zero:
                expressions.Use(zero.Item);
                code.Line($"{RuntimeNames.Buffers}.Clear(ref {expressions.Names[zero.Item]}, 8 * {expressions.Count(zero.Item)});");
                break;
            case Statement.Target target:
                code.Line($"lp += {LaneExpressionWriter.Counted(expressions.Real(target.Item), mask)};");
                break;
            case Statement.Call call:
                LaneCalls.Write(call, expressions, code);
                break;
            case Statement.Loop loop:
                Loop(loop.Item);
                break;
            case Statement.Branch branch:
                Branch(branch.Item);
                break;
            default:
                throw new InvalidOperationException("A statement that has no lanes.");
        }
    }

    /// <summary>An element that is stored at most once and never set to zero is not read in lanes that do not store it.</summary>
    private string? StoreMask(ArrayId array) => expressions.Info(array).Role.IsScratch && !zeroed.Contains(array) ? null : mask;

    private void Let(Statement.Let let)
    {
        if (pairs.Text(let, VectorType, expressions.Real, expressions.Name) is { } pair)
        {
            code.Block(pair);
            return;
        }

        (string text, bool isCall) = expressions.Operation(let.Item2, mask);
        if (inlining.Contains(let.Item1) && text.Length <= LongestInlined)
        {
            expressions.Inline(let.Item1, isCall ? text : $"({text})");
        }
        else
        {
            code.Line($"{VectorType} {expressions.Name(let.Item1)} = {text};");
        }
    }

    private void Increment(Statement.Increment increment, string value, string? counted)
    {
        if (expressions.IsChecked(increment.Item1))
        {
            string sum = $"{expressions.Load(increment.Item1, increment.Item2)} + {LaneExpressionWriter.Counted(value, counted)}";
            expressions.WriteStore(increment.Item1, increment.Item2, sum, null, code);
            return;
        }

        Changed(expressions.Increment(increment.Item1, increment.Item2, value, counted));
    }

    /// <summary>Lines that change an element, one per lane where each lane has a place of its own.</summary>
    private void Changed(IReadOnlyList<string> lines)
    {
        if (lines.Count > 1)
        {
            code.Open(string.Empty);
        }

        foreach (string line in lines)
        {
            code.Line(line);
        }

        if (lines.Count > 1)
        {
            code.Close();
        }
    }

    /// <summary>Writes a loop; one that may be long has its functions inlined, and whatever is in it.</summary>
    private void Loop(Loop loop) => Inlined(!LaneFunctions.IsShort(loop), () => LoopWithFunctions(loop));

    /// <summary>Writes something whose functions are inlined, or as they are outside.</summary>
    private void Inlined(bool isInlined, Action write)
    {
        string outside = expressions.Functions;
        expressions.Functions = isInlined ? RuntimeNames.Lanes : outside;
        write();
        expressions.Functions = outside;
    }

    private void LoopWithFunctions(Loop loop)
    {
        if (VectorLoopWriter.CanWrite(loop))
        {
            blocks.Write(loop, mask);
            return;
        }

        Carried[] carried = [.. loop.Carried];
        foreach (Carried value in carried)
        {
            string name = expressions.Name(value.Entry);
            code.Line($"{VectorType} {name} = {expressions.Real(value.Initial)};");
            expressions.Alias(value.Result, name);
        }

        SumForms forms = new(loop);
        foreach (Sum sum in loop.Sums)
        {
            string name = expressions.Name(sum.Total);
            code.Line(forms.Factor(sum) is null
                ? $"{VectorType} {name} = {VectorType}.Zero;"
                : $"{VectorType} {name}Product = {VectorType}.One, {name}Exponent = {VectorType}.Zero;");
        }

        MissingReadings missing = new(loop, expressions);
        if (missing.Branches.Count == 0)
        {
            Steps(loop, forms, carried);
        }
        else
        {
            asked.UnionWith(missing.Arrays);
            code.Open($"if ({missing.IsComplete})");
            withReading.UnionWith(missing.Branches);
            Steps(loop, forms, carried);
            withReading.ExceptWith(missing.Branches);
            code.Close();
            code.Open("else");
            Steps(loop, forms, carried);
            code.Close();
        }

        foreach (string name in loop.Sums.Where(sum => forms.Factor(sum) is not null).Select(sum => expressions.Name(sum.Total)))
        {
            code.Line($"{VectorType} {name} = {RuntimeNames.Lanes}.LogOfSplit({name}Product, {name}Exponent);");
        }
    }

    private void Steps(Loop loop, SumForms forms, Carried[] carried)
    {
        code.Open(ScanText.Header(loop, expressions));
        Statements(forms.Without(loop.Body));
        foreach (Sum sum in loop.Sums)
        {
            string name = expressions.Name(sum.Total);
            code.Line(forms.Factor(sum) is { } factor
                ? $"{name}Product = {RuntimeNames.Lanes}.Times({name}Product, {expressions.Real(factor)}, ref {name}Exponent);"
                : $"{name} = {forms.Next(sum, name, RuntimeNames.Vector512, expressions.Real)};");
        }

        ScanText.HandOn(carried, expressions, VectorType, expressions.Real, code);
        code.Close();
    }

    private void Branch(Branch branch)
    {
        if (withReading.Contains(branch))
        {
            bool isTaken = MissingReadings.IsTaken(branch.Condition);
            Statements(isTaken ? branch.Then : branch.Else);
            foreach (BranchResult result in branch.Results)
            {
                code.Line($"{VectorType} {expressions.Name(result.Result)} = {expressions.Real(isTaken ? result.WhenTrue : result.WhenFalse)};");
            }

            return;
        }

        if (expressions.IsCommon(branch.Condition))
        {
            BranchText.Write(branch, VectorType, expressions.Real, Statements, expressions, code);
            return;
        }

        BranchResult[] results = [.. branch.Results];
        string? outer = mask;
        string then = "mask" + ++masks;
        code.Line($"{VectorType} {then} = {LaneExpressionWriter.Counted(expressions.Mask(branch.Condition), outer)};");
        bool hasThen = branch.Then.Any(), hasElse = branch.Else.Any();
        foreach (BranchResult result in results)
        {
            // What needs no statement is chosen without asking whether any lane wants it: the answer would be hard to foresee.
            string other = hasElse ? VectorType + ".Zero" : expressions.Real(result.WhenFalse);
            string chosen = hasThen ? other : $"{RuntimeNames.Vector512}.ConditionalSelect({then}, {expressions.Real(result.WhenTrue)}, {other})";
            code.Line($"{VectorType} {expressions.Name(result.Result)} = {chosen};");
        }

        if (hasThen)
        {
            Arm(branch.Then, then, results.Select(result => (result, result.WhenTrue)));
        }

        if (hasElse)
        {
            string otherwise = "mask" + ++masks;
            code.Line($"{VectorType} {otherwise} = {LaneExpressionWriter.Counted("~" + then, outer)};");
            Arm(branch.Else, otherwise, results.Select(result => (result, result.WhenFalse)));
        }

        mask = outer;
    }

    /// <summary>What is done, and chosen, in the lanes of a mask; nothing where it is empty, since its indices may then mean nothing.</summary>
    private void Arm(IEnumerable<Statement> body, string arm, IEnumerable<(BranchResult Result, Operand Value)> chosen)
    {
        mask = arm;
        code.Open($"if ({RuntimeNames.Lanes}.Any({arm}))");
        Statements(body);
        foreach ((BranchResult result, Operand value) in chosen)
        {
            string name = expressions.Name(result.Result);
            code.Line($"{name} = {RuntimeNames.Vector512}.ConditionalSelect({arm}, {expressions.Real(value)}, {name});");
        }

        code.Close();
    }
}
