// Map-reduce loops, eight iterations at a time.
using System;
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>
/// Writes loops whose iterations are independent. Lane k holds iterations k modulo 8 of the loop, its last lanes hold the last eight
/// iterations once more, of which those that are done count nothing, and lanes are added in one fixed order: the result has the same
/// bits on all hardware. Fewer than eight iterations are done one by one.
/// </summary>
internal sealed class VectorLoopWriter(ExpressionWriter expressions, CodeText code, Inlining inlining, Action<IEnumerable<Statement>> writeScalar)
{
    /// <summary>Longer expressions are given names.</summary>
    private const int LongestInlined = 150;
    private const int Width = 8;
    private const string VectorType = VectorFunctions.VectorType;
    private const string Mask = "lastLanes";
    private readonly VectorAccess access = new(expressions);
    private readonly Dictionary<Var, string> inlined = [];
    private readonly HashSet<Var> inside = [];

    public static bool CanWrite(Loop loop) =>
        !loop.Carried.Any()
        && !loop.Descending
        && loop.Body.Any()
        && !IsShort(loop)
        && loop.Body.All(CanWrite)
        && !loop.Body.Select(Loaded).Intersect(loop.Body.Select(Written)).Any(array => array is not null);

    public void Write(Loop loop)
    {
        string index = "i" + loop.Index.Item;
        Statement[] body = [.. loop.Body];
        Sum[] sums = [.. loop.Sums];
        bool hasTarget = body.OfType<Statement.Target>().Any();
        Statement.Increment[] fixedIncrements = [.. body.OfType<Statement.Increment>().Where(increment => VectorAccess.IsFixed(increment.Item2, loop.Index))];

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

        string from = expressions.Index(loop.From);
        string until = expressions.Index(loop.Until);
        code.Line($"int {index} = {from};");
        code.Open($"for (; {index} <= {until} - {Width}; {index} += {Width})");
        WriteIterations(body, sums, loop.Index, fixedIncrements, isMasked: false);
        code.Close();
        bool isWhole = IsWhole(loop);
        if (!isWhole)
        {
            code.Open($"if ({index} < {until} && {until} - {ExpressionWriter.Parenthesised(from)} >= {Width})");
            code.Line($"{VectorType} {Mask} = {RuntimeNames.Lanes}.Last({until} - {index});");
            code.Line($"{index} = {until} - {Width};");
            WriteIterations(body, sums, loop.Index, fixedIncrements, isMasked: true);
            code.Line($"{index} += {Width};");
            code.Close();
        }

        foreach (Sum sum in sums)
        {
            code.Line($"{expressions.Name(sum.Total)} = {RuntimeNames.Lanes}.Sum({Name(sum.Total)});");
        }

        if (hasTarget)
        {
            code.Line($"lp += {RuntimeNames.Lanes}.Sum(densityLanes);");
        }

        for (int k = 0; k < fixedIncrements.Length; k++)
        {
            code.Line($"{expressions.Element(fixedIncrements[k].Item1, fixedIncrements[k].Item2)} += {RuntimeNames.Lanes}.Sum(gradientLanes{k});");
        }

        if (!isWhole)
        {
            code.Open($"for (; {index} < {until}; {index}++)");
            writeScalar(body);
            foreach (Sum sum in sums)
            {
                code.Line($"{expressions.Name(sum.Total)} += {expressions.Operand(sum.Term)};");
            }

            code.Close();
        }

        code.Close();
    }

    private IEnumerable<string> Accumulators(Sum[] sums, bool hasTarget, Statement.Increment[] fixedIncrements)
    {
        foreach (Sum sum in sums)
        {
            yield return Name(sum.Total);
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

    private static bool CanWrite(Statement statement) => statement switch
    {
        Statement.Let { Item2: Operation.Apply3 } => false,
        Statement.Let { Item2: Operation.Apply1 { Item1.IsSign: true } } => false,
        Statement.Let or Statement.Store or Statement.Increment or Statement.Target => true,
        _ => false,
    };

    private static bool IsShort(Loop loop) => loop is { From: Index.IConst from, Until: Index.IConst until } && until.Item - from.Item < Width;

    /// <summary>Whether the number of iterations is a multiple of eight.</summary>
    public static bool IsWhole(Loop loop) => loop.From is Index.IConst { Item: 0 } && loop.Until switch
    {
        Index.IConst until => until.Item % Width == 0,
        Index.IBinary { Item1.IsIntMultiply: true, Item3: Index.IConst { Item: Width } } => true,
        _ => false,
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

    private void WriteIterations(Statement[] body, Sum[] sums, Var index, Statement.Increment[] fixedIncrements, bool isMasked)
    {
        inlined.Clear();
        HashSet<Statement> done = [];
        string Counted(Operand operand) => isMasked ? $"({Vector(operand)} & {Mask})" : Vector(operand);
        foreach (Statement statement in body.Where(statement => !done.Contains(statement)))
        {
            switch (statement)
            {
                case Statement.Let { Item2: Operation.Apply1 one } let when Partner(body, one) is { } partner:
                    WriteSoftplus(one.Item1.IsLog1pExp ? let : partner, one.Item1.IsLog1pExp ? partner : let);
                    done.Add(partner);
                    break;
                case Statement.Let let:
                    Define(let, index);
                    break;
                case Statement.Store store when VectorAccess.IsConsecutive(store.Item2, index):
                    StoreLine(Vector(store.Item3), store.Item1, store.Item2);
                    break;
                case Statement.Store store:
                    OneByOne(store.Item3, access.Places(store.Item1, store.Item2, index), "=", Vector(store.Item3));
                    break;
                case Statement.Increment increment when Array.IndexOf(fixedIncrements, increment) is int k and >= 0:
                    code.Line($"gradientLanes{k} += {Counted(increment.Item3)};");
                    break;
                case Statement.Increment increment when VectorAccess.IsConsecutive(increment.Item2, index):
                    StoreLine($"({access.Load(increment.Item1, increment.Item2, index)} + {Counted(increment.Item3)})", increment.Item1, increment.Item2);
                    break;
                case Statement.Increment increment:
                    OneByOne(increment.Item3, access.Places(increment.Item1, increment.Item2, index), "+=", Counted(increment.Item3));
                    break;
                case Statement.Target target:
                    code.Line($"densityLanes += {Counted(target.Item)};");
                    break;
            }
        }

        foreach (Sum sum in sums)
        {
            code.Line($"{Name(sum.Total)} += {Counted(sum.Term)};");
        }
    }

    /// <summary>log(1 + exp x) where this is the logistic function of x, and the other way round.</summary>
    private static Statement.Let? Partner(Statement[] body, Operation.Apply1 one) =>
        !one.Item1.IsLog1pExp && !one.Item1.IsInverseLogit
            ? null
            : body.OfType<Statement.Let>().FirstOrDefault(let =>
                let.Item2 is Operation.Apply1 other && other.Item2.Equals(one.Item2)
                && (one.Item1.IsLog1pExp ? other.Item1.IsInverseLogit : other.Item1.IsLog1pExp));

    private void WriteSoftplus(Statement.Let softplus, Statement.Let logistic)
    {
        Operand argument = ((Operation.Apply1)softplus.Item2).Item2;
        code.Line($"{VectorType} {Name(softplus.Item1)} = {RuntimeNames.Lanes}.Log1pExp({Vector(argument)}, out {VectorType} {Name(logistic.Item1)});");
    }

    private void Define(Statement.Let let, Var index)
    {
        (string text, bool isCall) = let.Item2 switch
        {
            Operation.Load load => (access.Load(load.Item1, load.Item2, index), true),
            Operation.FromInteger integer => (access.Integer(integer.Item, index), true),
            Operation.Apply1 one => (VectorFunctions.Unary(one.Item1, Vector(one.Item2)), VectorFunctions.IsCall(one.Item1)),
            Operation.Apply2 two => (VectorFunctions.Binary(two.Item1, Vector(two.Item2), Vector(two.Item3)), false),
            _ => throw new InvalidOperationException("An operation that has no lanes."),
        };
        if (inlining.Contains(let.Item1) && text.Length <= LongestInlined)
        {
            inlined[let.Item1] = isCall ? text : $"({text})";
        }
        else
        {
            code.Line($"{VectorType} {Name(let.Item1)} = {text};");
        }
    }

    /// <summary>Changes elements that do not stand next to each other, first iteration first.</summary>
    private void OneByOne(Operand operand, IEnumerable<string> places, string assignment, string vector)
    {
        string each = operand is Operand.Use use ? $"each{use.Item.Item}" : "eachConstant";
        code.Open(string.Empty);
        code.Line($"{VectorType} {each} = {vector};");
        int lane = 0;
        foreach (string place in places)
        {
            code.Line($"{place} {assignment} {RuntimeNames.Vector512}.GetElement({each}, {lane++});");
        }

        code.Close();
    }

    private void StoreLine(string vector, ArrayId array, IEnumerable<Index> path) =>
        code.Line($"{RuntimeNames.Vector512}.StoreUnsafe({vector}, ref {expressions.Element(array, path)});");

    private string Name(Var scalar) => expressions.Name(scalar) + "Lanes";

    private string Vector(Operand operand) =>
        operand is Operand.Use use ? (inlined.TryGetValue(use.Item, out string? text) ? text : Name(use.Item)) : $"{RuntimeNames.Vector512}.Create({expressions.Operand(operand)})";
}
