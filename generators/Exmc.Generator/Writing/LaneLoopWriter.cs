// Loops that one evaluation runs eight iterations at a time, for eight lanes.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>
/// Writes the loops of <see cref="VectorLoopWriter"/> for eight lanes: one iteration after the other, but with that writer's eight partial sums, and
/// with its order of additions to each element, so that every lane has the bits of an evaluation by itself.
/// </summary>
internal sealed class LaneLoopWriter(LaneExpressionWriter expressions, CodeText code, Action<Statement> write, Action<Statement.Increment, string, string?> increment)
{
    private const string VectorType = VectorFunctions.VectorType;
    private const string Block = RuntimeNames.LaneBlock;

    /// <summary>Name of the memory for blocks.</summary>
    public const string Blocks = "blocks";

    /// <summary>Blocks of sums that the loops written so far use.</summary>
    public int BlockCount { get; private set; }

    /// <summary>Writes a loop, with a product before and its adjoint after each panel of rows where it has them.</summary>
    public void Write(Loop loop, string? mask, PanelLoop? panels = null)
    {
        LogSums logs = new(loop);
        Statement[] body = [.. logs.Without(loop.Body)];
        Statement.Increment[] fixedIncrements = [.. body.OfType<Statement.Increment>().Where(one => VectorAccess.IsFixed(one.Item2, loop.Index))];
        NeighbourIncrements neighbours = new(body, loop.Index);
        HashSet<Statement> delayed = [.. Delayed(body.OfType<Statement.Increment>().Except(fixedIncrements).Where(one => neighbours.Of(one) < 0))];
        bool hasTarget = body.OfType<Statement.Target>().Any();
        if (panels is null && !hasTarget && fixedIncrements.Length + delayed.Count + loop.Sums.Length == 0)
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
        foreach (string block in totals.Concat(gradients).Concat(hasTarget ? [target] : []))
        {
            code.Line($"{Reserve(block)};");
            code.Line($"{block} = default;");
        }

        foreach (string products in Products(loop, logs))
        {
            code.Line($"{Reserve(products + "Factors")};");
            code.Line($"{products}Factors = {Block}.Ones;");
        }

        foreach (string block in waiting.Values)
        {
            code.Line($"{Reserve(block)};");
        }

        Places places = new(loop, number, expressions);
        if (panels is not null)
        {
            code.Open(panels.Panels);
            code.Line(panels.Multiply(LaneCalls.Packed(expressions)));
        }

        places.OpenBlocks(code, panels is not null);
        places.OpenIterations(code);
        foreach (Statement statement in body)
        {
            switch (statement)
            {
                case Statement.Target one:
                    code.Line($"{places.At(target)} += {LaneExpressionWriter.Counted(expressions.Real(one.Item), mask)};");
                    break;
                case Statement.Increment one when Array.IndexOf(fixedIncrements, one) is int k and >= 0:
                    code.Line($"{places.At(gradients[k])} += {LaneExpressionWriter.Counted(expressions.Real(one.Item3), mask)};");
                    break;
                case Statement.Increment one when waiting.TryGetValue(one, out string? block):
                    code.Line($"{places.At(block)} = {expressions.Real(one.Item3)};");
                    break;
                default:
                    write(statement);
                    break;
            }
        }

        foreach ((string block, Sum sum) in totals.Zip(loop.Sums, (block, sum) => (block, sum)))
        {
            code.Line(logs.Factor(sum) is { } factor
                ? $"{places.At(block + "Factors")} = {RuntimeNames.Lanes}.Times({places.At(block + "Factors")}, {expressions.Real(factor)}, ref {places.At(block)});"
                : $"{places.At(block)} += {expressions.Real(sum.Term)};");
        }

        code.Close();
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

        foreach ((string block, Sum sum) in totals.Zip(loop.Sums, (block, sum) => (block, sum)))
        {
            code.Line($"{VectorType} {expressions.Name(sum.Total)} = {(logs.Factor(sum) is null ? $"{Block}.Sum(ref {block})" : $"{Block}.SumOfLogs(ref {block}Factors, ref {block})")};");
        }

        if (hasTarget)
        {
            code.Line($"lp += {Block}.Sum(ref {target});");
        }

        for (int k = 0; k < gradients.Length; k++)
        {
            increment(fixedIncrements[k], $"{Block}.Sum(ref {gradients[k]})", mask);
        }
    }

    /// <summary>A block in memory of its own: on the stack its vectors would lie across two cache lines each.</summary>
    private string Reserve(string block) => $"ref {Block} {block} = ref {Block}.In(ref {Blocks}, {BlockCount++})";

    private IEnumerable<string> Products(Loop loop, LogSums logs) => loop.Sums.Where(sum => logs.Factor(sum) is not null).Select(sum => expressions.Name(sum.Total) + "Block");

    /// <summary>
    /// Increments of an array that another increment of the loop may also reach: one evaluation makes those of a statement for eight iterations
    /// before it goes on to the next statement. Neighbours are no such: theirs come in the order of the iterations.
    /// </summary>
    private static IEnumerable<Statement> Delayed(IEnumerable<Statement.Increment> increments) =>
        increments.GroupBy(one => one.Item1).Where(group => group.Count() > 1).SelectMany(group => group);

    /// <summary>The places of iterations in blocks of eight; the last block repeats iterations that are done, which are left out. Fewer than eight are blocks of one.</summary>
    private sealed class Places(Loop loop, string number, LaneExpressionWriter expressions)
    {
        private readonly bool isWhole = VectorLoopWriter.IsWhole(loop);
        private readonly string from = expressions.Index(loop.From);
        private readonly string until = expressions.Index(loop.Until);

        private string Width => isWhole ? "8" : "width" + number;

        private string Done => isWhole ? "0" : "done" + number;

        public string At(string block) => $"{Block}.At(ref {block}, place{number})";

        /// <summary>Opens the loop over blocks, of all iterations or of those of the panel in hand.</summary>
        public void OpenBlocks(CodeText code, bool isPanel)
        {
            if (!isWhole)
            {
                code.Line($"int {Width} = {until} - {ExpressionWriter.Parenthesised(from)} < 8 ? 1 : 8;");
            }

            string last = isPanel ? $"{RuntimeNames.Math}.Min({PanelLoop.First} + {PanelLoop.Rows}, {until})" : until;
            code.Open($"for (int first{number} = {(isPanel ? PanelLoop.First : from)}; first{number} < {last}; first{number} += {Width})");
            if (!isWhole)
            {
                code.Line($"int {Done} = {RuntimeNames.Math}.Max(0, first{number} - ({until} - {Width}));");
            }
        }

        public void OpenIterations(CodeText code)
        {
            code.Open($"for (int place{number} = {Done}; place{number} < {Width}; place{number}++)");
            code.Line($"int i{number} = first{number} - {Done} + place{number};");
        }
    }
}
