// Map-reduce loops of arithmetic and exponentials, eight iterations at a time.
using System;
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>
/// Writes loops whose iterations are independent and touch consecutive elements. Lane k holds iterations k modulo 8, lanes are
/// added in one fixed order, and the rest is done one by one: the result has the same bits on all hardware.
/// </summary>
internal sealed class VectorLoopWriter
{
    /// <summary>Longer expressions are given names.</summary>
    private const int LongestInlined = 150;
    private const string VectorType = RuntimeNames.Vector512 + "<double>";
    private readonly ExpressionWriter expressions;
    private readonly CodeText code;
    private readonly Inlining inlining;
    private readonly Action<IEnumerable<Statement>> writeScalar;
    private readonly Dictionary<Var, string> inlined = [];
    private readonly HashSet<Var> inside = [];

    public VectorLoopWriter(ExpressionWriter expressions, CodeText code, Inlining inlining, Action<IEnumerable<Statement>> writeScalar)
    {
        this.expressions = expressions;
        this.code = code;
        this.inlining = inlining;
        this.writeScalar = writeScalar;
    }

    public bool CanWrite(Loop loop) =>
        !loop.Carried.Any()
        && !loop.Descending
        && loop.Body.Any()
        && loop.Body.All(statement => CanWrite(statement, loop.Index))
        && !loop.Body.Select(Loaded).Intersect(loop.Body.Select(Written)).Any(array => array is not null);

    public void Write(Loop loop)
    {
        string index = "i" + loop.Index.Item;
        Statement[] body = [.. loop.Body];
        Sum[] sums = [.. loop.Sums];
        bool hasTarget = body.OfType<Statement.Target>().Any();
        Statement.Increment[] fixedIncrements = [.. body.OfType<Statement.Increment>().Where(increment => !IsConsecutive(increment.Item2, loop.Index))];

        inside.Clear();
        foreach (Statement.Let let in body.OfType<Statement.Let>())
        {
            inside.Add(let.Item1);
        }

        foreach (Sum sum in sums)
        {
            code.Line($"double {expressions.Name(sum.Total)};");
        }

        code.Open(string.Empty);
        foreach (string accumulator in Accumulators(sums, hasTarget, fixedIncrements))
        {
            code.Line($"{VectorType} {accumulator} = {VectorType}.Zero;");
        }

        foreach (Var outer in Invariants(body, sums))
        {
            code.Line($"{VectorType} {Name(outer)} = {RuntimeNames.Vector512}.Create({expressions.Name(outer)});");
        }

        code.Line($"int {index} = {expressions.Index(loop.From)};");
        code.Open($"for (; {index} <= {expressions.Index(loop.Until)} - 8; {index} += 8)");
        foreach (Statement statement in body)
        {
            WriteVector(statement, loop.Index, fixedIncrements);
        }

        foreach (Sum sum in sums)
        {
            code.Line($"{Accumulator(sum)} += {Vector(sum.Term)};");
        }

        code.Close();
        foreach (Sum sum in sums)
        {
            code.Line($"{expressions.Name(sum.Total)} = {RuntimeNames.Lanes}.Sum({Accumulator(sum)});");
        }

        if (hasTarget)
        {
            code.Line($"lp += {RuntimeNames.Lanes}.Sum(densityLanes);");
        }

        for (int k = 0; k < fixedIncrements.Length; k++)
        {
            code.Line($"{expressions.Element(fixedIncrements[k].Item1, fixedIncrements[k].Item2)} += {RuntimeNames.Lanes}.Sum(gradientLanes{k});");
        }

        code.Open($"for (; {index} < {expressions.Index(loop.Until)}; {index}++)");
        writeScalar(body);
        foreach (Sum sum in sums)
        {
            code.Line($"{expressions.Name(sum.Total)} += {expressions.Operand(sum.Term)};");
        }

        code.Close();
        code.Close();
    }

    private IEnumerable<string> Accumulators(Sum[] sums, bool hasTarget, Statement.Increment[] fixedIncrements)
    {
        foreach (Sum sum in sums)
        {
            yield return Accumulator(sum);
        }

        if (hasTarget)
        {
            yield return "densityLanes";
        }

        for (int k = 0; k < fixedIncrements.Length; k++)
        {
            yield return $"gradientLanes{k}";
        }
    }

    private static ArrayId? Loaded(Statement statement) => statement is Statement.Let { Item2: Operation.Load load } ? load.Item1 : null;

    private static ArrayId? Written(Statement statement) => statement switch
    {
        Statement.Store store => store.Item1,
        Statement.Increment increment => increment.Item1,
        _ => null,
    };

    private static bool CanWrite(Statement statement, Var index) => statement switch
    {
        Statement.Let { Item2: Operation.Load load } => IsConsecutive(load.Item2, index) || IsFixed(load.Item2, index),
        Statement.Let { Item2: Operation.Apply1 one } => UnaryText(one.Item1, "x") is not null,
        Statement.Let { Item2: Operation.Apply2 two } => BinaryText(two.Item1, "x", "y") is not null,
        Statement.Store store => IsConsecutive(store.Item2, index),
        Statement.Increment increment => IsConsecutive(increment.Item2, index) || IsFixed(increment.Item2, index),
        Statement.Target => true,
        _ => false,
    };

    /// <summary>The last index moves with the loop, the others stand still.</summary>
    private static bool IsConsecutive(IEnumerable<Index> path, Var index)
    {
        Index[] indices = [.. path];
        return indices.Length > 0
            && indices.Take(indices.Length - 1).All(i => !Reads(i, index))
            && MovesByOne(indices[indices.Length - 1], index);
    }

    private static bool IsFixed(IEnumerable<Index> path, Var index) => path.All(i => !Reads(i, index));

    private static bool MovesByOne(Index place, Var index) => place switch
    {
        Index.IVar variable => variable.Item.Equals(index),
        Index.IBinary { Item1.IsIntAdd: true } sum =>
            (MovesByOne(sum.Item2, index) && !Reads(sum.Item3, index)) || (MovesByOne(sum.Item3, index) && !Reads(sum.Item2, index)),
        Index.IBinary { Item1.IsIntSubtract: true } difference => MovesByOne(difference.Item2, index) && !Reads(difference.Item3, index),
        _ => false,
    };

    private static bool Reads(Index place, Var index) => Core.Reads.index(place).Contains(index);

    private static string? UnaryText(UnaryOp op, string a) => op.Tag switch
    {
        UnaryOp.Tags.Negate => $"-{a}",
        UnaryOp.Tags.Reciprocal => $"{VectorType}.One / {a}",
        UnaryOp.Tags.Square => $"{a} * {a}",
        UnaryOp.Tags.Sqrt => $"{RuntimeNames.Vector512}.Sqrt({a})",
        UnaryOp.Tags.Abs => $"{RuntimeNames.Vector512}.Abs({a})",
        UnaryOp.Tags.Exp => $"{RuntimeNames.Lanes}.Exp({a})",
        _ => null,
    };

    private static string? BinaryText(BinaryOp op, string a, string b) => op.Tag switch
    {
        BinaryOp.Tags.Add => $"{a} + {b}",
        BinaryOp.Tags.Subtract => $"{a} - {b}",
        BinaryOp.Tags.Multiply => $"{a} * {b}",
        BinaryOp.Tags.Divide => $"{a} / {b}",
        _ => null,
    };

    /// <summary>Scalars from outside the loop that its arithmetic reads.</summary>
    private IEnumerable<Var> Invariants(Statement[] body, Sum[] sums) =>
        body.SelectMany(OperandsOf)
            .Concat(sums.Select(sum => sum.Term))
            .OfType<Operand.Use>()
            .Select(use => use.Item)
            .Where(scalar => !inside.Contains(scalar))
            .Distinct();

    private static IEnumerable<Operand> OperandsOf(Statement statement) => statement switch
    {
        Statement.Let { Item2: Operation.Apply1 one } => [one.Item2],
        Statement.Let { Item2: Operation.Apply2 two } => [two.Item2, two.Item3],
        Statement.Store store => [store.Item3],
        Statement.Increment increment => [increment.Item3],
        Statement.Target target => [target.Item],
        _ => [],
    };

    private void WriteVector(Statement statement, Var index, Statement.Increment[] fixedIncrements)
    {
        switch (statement)
        {
            case Statement.Let { Item2: Operation.Load load } let when IsConsecutive(load.Item2, index):
                Define(let.Item1, LoadText(load.Item1, load.Item2), isCall: true);
                break;
            case Statement.Let { Item2: Operation.Load load } let:
                Define(let.Item1, $"{RuntimeNames.Vector512}.Create({expressions.Element(load.Item1, load.Item2)})", isCall: true);
                break;
            case Statement.Let { Item2: Operation.Apply1 one } let:
                Define(let.Item1, UnaryText(one.Item1, Vector(one.Item2))!, isCall: false);
                break;
            case Statement.Let { Item2: Operation.Apply2 two } let:
                Define(let.Item1, BinaryText(two.Item1, Vector(two.Item2), Vector(two.Item3))!, isCall: false);
                break;
            case Statement.Store store:
                StoreLine(Vector(store.Item3), store.Item1, store.Item2);
                break;
            case Statement.Increment increment when Array.IndexOf(fixedIncrements, increment) is int k and >= 0:
                code.Line($"gradientLanes{k} += {Vector(increment.Item3)};");
                break;
            case Statement.Increment increment:
                StoreLine($"({LoadText(increment.Item1, increment.Item2)} + {Vector(increment.Item3)})", increment.Item1, increment.Item2);
                break;
            case Statement.Target target:
                code.Line($"densityLanes += {Vector(target.Item)};");
                break;
        }
    }

    private void Define(Var scalar, string text, bool isCall)
    {
        if (inlining.Contains(scalar) && text.Length <= LongestInlined)
        {
            inlined[scalar] = isCall ? text : $"({text})";
        }
        else
        {
            code.Line($"{VectorType} {Name(scalar)} = {text};");
        }
    }

    private void StoreLine(string vector, ArrayId array, IEnumerable<Index> path) =>
        code.Line($"{RuntimeNames.Vector512}.StoreUnsafe({vector}, ref {expressions.Element(array, path)});");

    private string LoadText(ArrayId array, IEnumerable<Index> path) =>
        $"{RuntimeNames.Vector512}.LoadUnsafe(ref {expressions.Element(array, path)})";

    private string Name(Var scalar) => expressions.Name(scalar) + "Lanes";

    private string Accumulator(Sum sum) => Name(sum.Total);

    private string Vector(Operand operand) =>
        operand is Operand.Use use ? (inlined.TryGetValue(use.Item, out string? text) ? text : Name(use.Item)) : $"{RuntimeNames.Vector512}.Create({expressions.Operand(operand)})";
}
