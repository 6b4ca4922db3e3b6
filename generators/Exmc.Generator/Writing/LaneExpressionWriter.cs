// Operations, elements and conditions of eight lanes as C# expressions.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;
using Microsoft.FSharp.Collections;

namespace Exmc.Generator.Writing;

/// <summary>
/// Writes scalars of a program as vectors of eight lanes. Indices are numbers that all lanes share, unless they are read from integer data of a
/// lane's own: then an element is fetched lane by lane.
/// </summary>
internal sealed class LaneExpressionWriter(Program program, ArrayNames names, HashSet<ArrayId> common) : ExpressionWriter(program.Arrays, names, program.Body)
{
    /// <summary>Stands for the number of a lane in texts that are written once per lane.</summary>
    private const string LaneMark = "@lane";
    private const int Width = 8;
    private const string Vector = RuntimeNames.Vector512;
    private const string Lanes = RuntimeNames.Lanes;
    private readonly Dictionary<Var, string> inlined = [];

    /// <summary>Class with the elementary functions, inlined or called.</summary>
    public string Functions { get; set; } = RuntimeNames.Lanes;

    public bool IsCommon(Index index) => LaneCommon.IsCommon(index, common);

    /// <summary>Writes a scalar where it is read.</summary>
    public void Inline(Var scalar, string text) => inlined[scalar] = text;

    public string Real(Operand operand) => operand switch
    {
        Operand.Constant constant => $"{Vector}.Create({Literal(constant.Item)})",
        Operand.Use use => inlined.TryGetValue(use.Item, out string? text) ? text : Name(use.Item),
        _ => throw new InvalidOperationException("Unknown operand."),
    };

    /// <summary>The element of integer data in the lane that is marked, or in all of them where they share it.</summary>
    public override string Element(ArrayId id, IEnumerable<Index> path)
    {
        if (common.Contains(id))
        {
            return base.Element(id, path);
        }

        Use(id);
        return InLane(id, Place(id, path));
    }

    /// <summary>An operation with its need of parentheses as an operand.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="mask">Lanes in which it may be evaluated; null for all.</param>
    public (string Text, bool IsCall) Operation(Operation operation, string? mask) => operation switch
    {
        Core.Programs.Operation.Apply1 one => (VectorFunctions.Unary(one.Item1, Real(one.Item2), Functions), VectorFunctions.IsCall(one.Item1)),
        Core.Programs.Operation.Apply2 two => (VectorFunctions.Binary(two.Item1, Real(two.Item2), Real(two.Item3), Functions), false),
        Core.Programs.Operation.Apply3 three => (VectorFunctions.Ternary(three.Item1, Real(three.Item2), Real(three.Item3), Real(three.Item4)), true),
        Core.Programs.Operation.Load load => (Load(load.Item1, load.Item2, mask), true),
        Core.Programs.Operation.FromInteger integer => (Integer(integer.Item, mask), true),
        _ => throw new InvalidOperationException("Unknown operation."),
    };

    /// <summary>The lines that store an element.</summary>
    public IReadOnlyList<string> Store(ArrayId id, IEnumerable<Index> path, string value, string? mask)
    {
        Use(id);
        string place = Place(id, path);
        string array = "ref " + Names[id];
        return place.Contains(LaneMark)
            ? EachLane(id, place, "=", value, mask)
            : [mask is null ? $"{Lanes}.Store({array}, {place}, {value});" : $"{Lanes}.Store({array}, {place}, {Vector}.ConditionalSelect({mask}, {value}, {Lanes}.Load({array}, {place})));"];
    }

    /// <summary>The lines that add to an element.</summary>
    public IReadOnlyList<string> Increment(ArrayId id, IEnumerable<Index> path, string value, string? mask)
    {
        Use(id);
        string place = Place(id, path);
        return place.Contains(LaneMark)
            ? EachLane(id, place, "+=", value, mask)
            : [$"{Lanes}.Add(ref {Names[id]}, {place}, {Counted(value, mask)});"];
    }

    /// <summary>Whether a place is the same in all lanes.</summary>
    public bool IsOnePlace(ArrayId id, IEnumerable<Index> path) => !Place(id, path).Contains(LaneMark);

    /// <summary>An element whose place is the same in all lanes.</summary>
    public string Load(ArrayId id, IEnumerable<Index> path)
    {
        Use(id);
        return $"{Lanes}.Load(ref {Names[id]}, {Place(id, path)})";
    }

    /// <summary>Arrays whose elements the loop after that in hand changes once more: what is stored before need not be looked at.</summary>
    public IReadOnlyCollection<ArrayId> ChangedAgain { get; set; } = [];

    /// <summary>Writes what stores an element, and takes it in where it is one of the gradient; others have the same place in all lanes.</summary>
    public void WriteStore(ArrayId id, IEnumerable<Index> path, string value, string? mask, CodeText code)
    {
        bool isTaken = IsChecked(id) && !ChangedAgain.Contains(id);
        code.Open(string.Empty);
        code.Line($"{VectorFunctions.VectorType} stored = {Counted(value, mask)};");
        foreach (string line in Store(id, path, "stored", mask))
        {
            code.Line(line);
        }

        if (isTaken)
        {
            code.Line(GradientCheck.TakeLanes("stored"));
        }

        code.Close();
    }

    /// <summary>A value that counts nothing in lanes that a mask leaves out.</summary>
    public static string Counted(string value, string? mask) => mask is null ? value : $"({value} & {mask})";

    /// <summary>A condition as a mask of lanes.</summary>
    public string Mask(Condition condition) => condition switch
    {
        _ when IsCommon(condition) => $"{Lanes}.Mask({base.Condition(condition)})",
        Condition.CompareReal real => Compare(real.Item1, Real(real.Item2), Real(real.Item3)),
        Condition.CompareInteger integer => Compare(integer.Item1, Integer(integer.Item2, null), Integer(integer.Item3, null)),
        Condition.IsNaN nan => $"{Vector}.IsNaN({Real(nan.Item)})",
        Condition.AllOf all => Combined(all.Item, "&", "? ", $" : {VectorFunctions.VectorType}.Zero"),
        Condition.AnyOf any => Combined(any.Item, "|", $"? {VectorFunctions.VectorType}.AllBitsSet : ", string.Empty),
        Condition.Negation not => $"~{Enclosed(Mask(not.Item))}",
        _ => throw new InvalidOperationException("Unknown condition."),
    };

    /// <summary>Whether a condition holds in all lanes or in none.</summary>
    public bool IsCommon(Condition condition) => condition switch
    {
        Condition.CompareInteger integer => IsCommon(integer.Item2) && IsCommon(integer.Item3),
        Condition.AllOf all => all.Item.All(IsCommon),
        Condition.AnyOf any => any.Item.All(IsCommon),
        Condition.Negation not => IsCommon(not.Item),
        _ => condition.IsAlways,
    };

    private string Load(ArrayId id, FSharpList<Index> path, string? mask)
    {
        Use(id);
        string place = Place(id, path);
        return place.Contains(LaneMark)
            ? Created(lane => Guarded(Marked(InLane(id, place), lane), "0.0", mask, lane))
            : $"{Lanes}.Load(ref {Names[id]}, {place})";
    }

    private string Integer(Index index, string? mask)
    {
        if (IsCommon(index))
        {
            return $"{Vector}.Create((double)({Index(index)}))";
        }

        if (index is Index.ILoad load && load.Item2.All(IsCommon))
        {
            Use(load.Item1);
            return $"{Lanes}.Load(ref {Names[load.Item1]}, {Place(load.Item1, load.Item2)})";
        }

        string each = Index(index);
        return Created(lane => Guarded($"(double)({Marked(each, lane)})", "0.0", mask, lane));
    }

    private string Place(ArrayId id, IEnumerable<Index> path) => path.ToArray() is { Length: > 0 } indices ? Flat(id, indices) : "0";

    private string InLane(ArrayId id, string place) => $"At(ref {Names[id]}, {Parenthesised(place)} * {Width} + {LaneMark})";

    private static string Marked(string text, int lane) => text.Replace(LaneMark, lane.ToString(CultureInfo.InvariantCulture));

    private static string Guarded(string text, string other, string? mask, int lane) => mask is null ? text : $"{Lanes}.Holds({mask}, {lane}) ? {text} : {other}";

    /// <summary>Lines for places that differ between lanes; lane by lane, in their order.</summary>
    private List<string> EachLane(ArrayId id, string place, string assignment, string value, string? mask)
    {
        List<string> lines = [$"{VectorFunctions.VectorType} each = {value};"];
        for (int lane = 0; lane < Width; lane++)
        {
            string guard = mask is null ? string.Empty : $"if ({Lanes}.Holds({mask}, {lane})) ";
            lines.Add($"{guard}{Marked(InLane(id, place), lane)} {assignment} {Vector}.GetElement(each, {lane});");
        }

        return lines;
    }

    private static string Created(Func<int, string> element) => $"{Vector}.Create({string.Join(", ", Enumerable.Range(0, Width).Select(element))})";

    private static string Enclosed(string text) => $"({text})";

    private static string Compare(Comparison comparison, string a, string b) =>
        comparison.IsLess ? $"{Vector}.LessThan({a}, {b})"
        : comparison.IsLessOrEqual ? $"{Vector}.LessThanOrEqual({a}, {b})"
        : comparison.IsGreater ? $"{Vector}.GreaterThan({a}, {b})"
        : comparison.IsGreaterOrEqual ? $"{Vector}.GreaterThanOrEqual({a}, {b})"
        : comparison.IsEqual ? $"{Vector}.Equals({a}, {b})"
        : $"~{Vector}.Equals({a}, {b})";

    /// <summary>Conditions that all lanes share are tested first: they may guard what the others read.</summary>
    private string Combined(IEnumerable<Condition> parts, string op, string before, string after)
    {
        Condition[] shared = [.. parts.Where(IsCommon)];
        string lanes = string.Join($" {op} ", parts.Where(part => !IsCommon(part)).Select(part => Enclosed(Mask(part))));
        return shared.Length == 0
            ? lanes
            : $"{string.Join(op == "&" ? " && " : " || ", shared.Select(part => Enclosed(base.Condition(part))))} {before}{Enclosed(lanes)}{after}";
    }
}
