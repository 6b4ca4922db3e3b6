// Loops that one evaluation runs eight iterations at a time, for eight lanes.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>
/// Writes the loops of <see cref="VectorLoopWriter"/> for eight lanes: one iteration after the other, but with that writer's eight partial sums, and
/// with its order of additions to each element, so that every lane has the bits of an evaluation by itself. Where iterations write elements of
/// their own alone, those of one partial sum run together and the sum stays in a register; otherwise they run in their order.
/// </summary>
/// <param name="expressions">Writes scalars.</param>
/// <param name="code">Where to write.</param>
/// <param name="write">Writes a statement.</param>
/// <param name="increment">Writes an increment by a value in the lanes of a mask.</param>
/// <param name="canBeEight">Whether short loops are written out for eight iterations.</param>
internal sealed class LaneLoopWriter(LaneExpressionWriter expressions, CodeText code, Action<Statement> write, Action<Statement.Increment, string, string?> increment, bool canBeEight)
{
    private const string VectorType = VectorFunctions.VectorType;
    private const string Block = RuntimeNames.LaneBlock;

    /// <summary>Name of the memory for blocks.</summary>
    public const string Blocks = "blocks";

    /// <summary>Blocks of sums that the loops written so far use.</summary>
    public int BlockCount { get; private set; }

    /// <summary>Writes two loops that one evaluation runs as one.</summary>
    public void WriteJoined(Loop first, Loop second, string? mask)
    {
        Index least = Joining.joined(first, second).Until;

        // Of the vectors that both change, a second loop of more iterations changes every element once more.
        expressions.ChangedAgain = least.Equals(first.Until) ? [.. Effects.written(second.Body)] : [];
        Write(first, mask, null, least);
        expressions.ChangedAgain = [];
        Write(second, mask, null, least);
    }

    /// <summary>Writes a loop, with a product before and its adjoint after each panel of rows where it has them.</summary>
    public void Write(Loop loop, string? mask, PanelLoop? panels = null) => Write(loop, mask, panels, loop.Until);

    private void Write(Loop loop, string? mask, PanelLoop? panels, Index least)
    {
        SumForms forms = new(loop);
        Statement[] body = [.. forms.Without(loop.Body)];
        Statement.Increment[] fixedIncrements = [.. body.OfType<Statement.Increment>().Where(one => VectorAccess.IsFixed(one.Item2, loop.Index))];
        LaneChanges changes = new(body, loop.Index, expressions);
        HashSet<Statement> delayed = [.. Delayed(body.OfType<Statement.Increment>().Except(fixedIncrements).Where(one => !changes.IsShared(one)))];
        bool hasTarget = body.OfType<Statement.Target>().Any();
        if (panels is null && !hasTarget && changes.IsEmpty && fixedIncrements.Length + delayed.Count + loop.Sums.Length == 0)
        {
            code.Open(ScanText.Header(loop, expressions));
            foreach (Statement statement in body)
            {
                write(statement);
            }

            code.Close();
            return;
        }

        string number = loop.Index.Item.ToString(CultureInfo.InvariantCulture);
        string target = "targetBlock" + number;
        string[] totals = [.. loop.Sums.Select(sum => expressions.Name(sum.Total) + "Block")];
        string[] gradients = [.. fixedIncrements.Select((_, k) => $"gradientBlock{number}_{k}")];
        Dictionary<Statement, string> waiting = delayed.Select((statement, k) => (statement, k)).ToDictionary(one => one.statement, one => $"waitingBlock{number}_{one.k}");
        LanePlaces places = new(loop, least, number, expressions);
        bool isApart = changes.IsEmpty && LaneSums.WriteApart(body, fixedIncrements, loop.Index);
        (string Block, string Local)[] results =
        [
            .. totals.Zip(loop.Sums, (block, sum) => (block, expressions.Name(sum.Total))),
            .. (hasTarget ? [target] : Array.Empty<string>()).Concat(gradients).Select(block => (block, block + "Sum")),
        ];
        bool isEight = canBeEight && panels is null && isApart && least.Equals(loop.Until) && LaneEight.CanWrite(loop, body, forms, results.Length, expressions);
        if (isEight)
        {
            foreach ((_, string local) in results)
            {
                code.Line($"{VectorType} {local};");
            }

            LaneEight eight = new(loop, forms, expressions, code);
            code.Open($"if ({eight.Condition})");
            eight.Write(results, () => Iteration(eight.Add, eight.Add));
            code.Close();
            code.Open("else");
        }

        LaneSums sums = new(code, isApart, isKept: panels is not null, "place" + number);
        foreach (string block in totals.Concat(gradients).Concat(hasTarget ? [target] : []))
        {
            sums.Add(block, Reserve(block), "Zero");
        }

        foreach (string products in Products(loop, forms))
        {
            sums.Add(products + "Factors", Reserve(products + "Factors"), "One");
        }

        foreach (string block in waiting.Values)
        {
            code.Line($"{Reserve(block)};");
        }

        changes.Begin(loop, code);
        places.DeclareWidth(code);
        if (panels is not null)
        {
            panels.Enter(LaneCalls.Packed(expressions), code, LanePlaces.Width);
        }

        if (isApart)
        {
            places.OpenPlaces(code);
            sums.Enter();
            places.OpenStrides(code, panels is not null);
        }
        else
        {
            places.OpenBlocks(code, panels is not null);
            places.OpenIterations(code);
        }

        Iteration(
            (block, value) => code.Line($"{sums[block]} += {value};"),
            (block, sum) => code.Line(forms.Factor(sum) is { } factor
                ? (IsShort(sum)
                    ? $"{sums[block + "Factors"]} *= {expressions.Real(factor)};"
                    : $"{sums[block + "Factors"]} = {RuntimeNames.Lanes}.Times({sums[block + "Factors"]}, {expressions.Real(factor)}, ref {sums[block]});")
                : $"{sums[block]} = {forms.Next(sum, sums[block], RuntimeNames.Vector512, expressions.Real)};"));
        code.Close();
        foreach ((string block, Sum sum) in totals.Zip(loop.Sums, (block, sum) => (block, sum)).Where(one => IsShort(one.sum)))
        {
            code.Line($"{RuntimeNames.Lanes}.TakeExponents(ref {sums[block + "Factors"]}, ref {sums[block]});");
        }

        sums.Leave();
        foreach (Statement.Increment one in body.OfType<Statement.Increment>().Where(waiting.ContainsKey))
        {
            places.OpenIterations(code);
            increment(one, places.At(waiting[one]), mask);
            code.Close();
        }

        code.Close();
        if (panels is not null)
        {
            code.Line(panels.AddAdjoint(LaneCalls.Packed(expressions)));
            code.Close();
        }

        changes.End(loop, mask, code);
        foreach (((string block, string local), Sum? sum) in results.Select((result, k) => (result, k < totals.Length ? loop.Sums.ElementAt(k) : null)))
        {
            string start = isEight ? string.Empty : VectorType + " ";
            code.Line($"{start}{local} = {(sum is not null && forms.Factor(sum) is not null ? $"{Block}.SumOfLogs(ref {block}Factors, ref {block})" : $"{Block}.Sum(ref {block})")};");
        }

        if (isEight)
        {
            code.Close();
        }

        if (hasTarget)
        {
            code.Line($"lp += {target}Sum;");
        }

        for (int k = 0; k < gradients.Length; k++)
        {
            increment(fixedIncrements[k], gradients[k] + "Sum", mask);
        }

        // Of a panel's factors at one place.
        bool IsShort(Sum sum) => panels is not null && isApart && forms.IsBounded(sum);

        // One iteration, by what adds to a block: a value, or what the iteration has for a sum of the loop.
        void Iteration(Action<string, string> add, Action<string, Sum> addTerm)
        {
            foreach (Statement statement in body)
            {
                switch (statement)
                {
                    case Statement.Target one:
                        add(target, LaneExpressionWriter.Counted(expressions.Real(one.Item), mask));
                        break;
                    case Statement.Increment one when Array.IndexOf(fixedIncrements, one) is int k and >= 0:
                        add(gradients[k], LaneExpressionWriter.Counted(expressions.Real(one.Item3), mask));
                        break;
                    case Statement.Increment one when waiting.TryGetValue(one, out string? block):
                        code.Line($"{places.At(block)} = {expressions.Real(one.Item3)};");
                        break;
                    case Statement.Increment or Statement.Store when changes.Contains(statement):
                        changes.Reach(statement, mask, code);
                        break;
                    default:
                        write(statement);
                        break;
                }
            }

            foreach ((string block, Sum sum) in totals.Zip(loop.Sums, (block, sum) => (block, sum)))
            {
                addTerm(block, sum);
            }
        }
    }

    /// <summary>A block in memory of its own: on the stack its vectors would lie across two cache lines each.</summary>
    private string Reserve(string block) => $"ref {Block} {block} = ref {Block}.In(ref {Blocks}, {BlockCount++})";

    private IEnumerable<string> Products(Loop loop, SumForms forms) => loop.Sums.Where(sum => forms.Factor(sum) is not null).Select(sum => expressions.Name(sum.Total) + "Block");

    /// <summary>
    /// Increments of an array that another increment of the loop may also reach: one evaluation makes those of a statement for eight iterations
    /// before it goes on to the next statement. Neighbours are no such: theirs come in the order of the iterations.
    /// </summary>
    private static IEnumerable<Statement> Delayed(IEnumerable<Statement.Increment> increments) =>
        increments.GroupBy(one => one.Item1).Where(group => group.Count() > 1).SelectMany(group => group);
}
