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
/// bits on all hardware. Fewer than eight iterations are done one by one, into sums of their own.
/// </summary>
internal sealed class VectorLoopWriter(ExpressionWriter expressions, CodeText code, Inlining inlining, Action<Loop, Func<Statement, string?>> writeScalar)
{
    private const int Width = 8;
    private const string VectorType = VectorFunctions.VectorType;
    private readonly VectorBody vectors = new(expressions, code, inlining);

    public static bool CanWrite(Loop loop) =>
        !loop.Carried.Any()
        && !loop.Descending
        && loop.Body.Any()
        && loop.Body.All(CanWrite)
        && !loop.Body.Select(Loaded).Intersect(loop.Body.Select(Written)).Any(array => array is not null);

    /// <summary>Whether two statements, one after the other, are loops that are written as one.</summary>
    /// <param name="first">The first.</param>
    /// <param name="second">The second.</param>
    /// <param name="sliced">Indices of the loops that are cut where they are large.</param>
    public static bool AreJoined(Statement first, Statement second, IEnumerable<Var> sliced) =>
        first is Statement.Loop { Item: Loop one }
        && second is Statement.Loop { Item: Loop other }
        && CanWrite(one)
        && CanWrite(other)
        && !IsWhole(one)
        && !IsWhole(other)
        && one.Until is not Index.IConst
        && !sliced.Contains(one.Index)
        && !sliced.Contains(other.Index)
        && Joining.canJoin(one, other);

    /// <summary>Writes a loop, with a product before and its adjoint after each panel of rows where it has them.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="panels">The products.</param>
    /// <param name="sliced">How the loop runs where it is large; null when it is never cut.</param>
    public void Write(Loop loop, PanelLoop? panels, SlicedLoop? sliced)
    {
        foreach (Sum sum in loop.Sums)
        {
            code.Line($"double {expressions.Name(sum.Total)};");
        }

        string from = expressions.Index(loop.From);
        string until = expressions.Index(loop.Until);
        int? count = KnownCount(loop);
        string isLong = $"{Count(from, until)} >= {Width}";
        sliced?.WriteRun(expressions, code);
        code.Open(count is null ? $"{(sliced is null ? string.Empty : "else ")}if ({isLong})" : string.Empty);
        if (count is null or >= Width)
        {
            IEnumerable<string> results = panels is null ? Lanes(loop, from, until) : Lanes(loop, from, until, panels, panels.PaddedRows, Call);
            Take(loop, results);
        }

        if (count is null)
        {
            code.Close();
            code.Open("else");
        }

        if (count is null or < Width)
        {
            OneByOne(loop, panels);
        }

        code.Close();
    }

    /// <summary>
    /// Writes two loops that change the same vector, one of which has an iteration more: eight iterations of both at a time, then what is left
    /// of each. What the first adds to an element comes first.
    /// </summary>
    public void WriteJoined(Loop first, Loop second)
    {
        foreach (Sum sum in first.Sums.Concat(second.Sums))
        {
            code.Line($"double {expressions.Name(sum.Total)};");
        }

        Loop joined = Joining.joined(first, second);
        string from = expressions.Index(joined.From);
        code.Open($"if ({Count(from, expressions.Index(joined.Until))} >= {Width})");
        code.Line($"int {Counter(joined)} = {from};");
        vectors.Begin(joined, isPanelled: false);
        Eights(joined, expressions.Index(joined.Until));
        code.Line($"int {Counter(second)} = {Counter(joined)};");
        foreach (Loop loop in new[] { first, second })
        {
            vectors.Continue(loop);
            Rest(loop, expressions.Index(loop.Until));
        }

        vectors.Continue(joined);
        Take(joined, vectors.Results());
        code.Close();
        code.Open("else");
        foreach (Loop loop in new[] { first, second })
        {
            code.Open(string.Empty);
            OneByOne(loop, null);
            code.Close();
        }

        code.Close();
    }

    /// <summary>Writes iterations of a loop, at least eight, and gives its results.</summary>
    public IEnumerable<string> Lanes(Loop loop, string from, string until)
    {
        code.Line($"int {Counter(loop)} = {from};");
        vectors.Begin(loop, isPanelled: false);
        Eights(loop, until);
        if (!IsWhole(loop))
        {
            Rest(loop, until);
        }

        return vectors.Results();
    }

    /// <summary>Writes the same for rows of a matrix, panel by panel. The last panel is as high as what is left: only there are iterations left over.</summary>
    public IEnumerable<string> Lanes(Loop loop, string from, string until, PanelLoop panels, string lastPanel, CallWriter call)
    {
        code.Line($"int {Counter(loop)} = {from};");
        vectors.Begin(loop, isPanelled: true);
        code.Open(panels.PanelsBetween(from, lastPanel));
        panels.Multiply(call, code);
        code.Line($"int lastRow = {RuntimeNames.Math}.Min({PanelLoop.First} + {PanelLoop.Rows}, {until});");
        code.Open(string.Empty);
        vectors.EnterPanel();
        Eights(loop, "lastRow");
        Rest(loop, "lastRow");
        vectors.LeavePanel();
        code.Close();
        code.Line(panels.AddAdjoint(call));
        code.Close();
        return vectors.Results();
    }

    private void Take(Loop loop, IEnumerable<string> results)
    {
        foreach ((string receiver, string result) in LoopResults.Receivers(loop, expressions).Zip(results, (receiver, result) => (receiver, result)))
        {
            code.Line($"{receiver} {result};");
        }

        vectors.TakeChecks();
        TakeFixed(loop);
    }

    private static string Count(string from, string until) => from == "0" ? until : $"{until} - {ExpressionWriter.Parenthesised(from)}";

    private string Call(string method, string lengths, IReadOnlyList<(ArrayId Array, string From)> arrays)
    {
        foreach ((ArrayId array, _) in arrays)
        {
            expressions.Use(array);
        }

        return $"{RuntimeNames.PackedMatrix}.{method}({lengths}, {string.Join(", ", arrays.Select(one => From(expressions.Names[one.Array], one.From)))});";
    }

    /// <summary>A reference to an element of an array.</summary>
    public static string From(string array, string place) => place == "0" ? "ref " + array : $"ref At(ref {array}, {place})";

    private static string Counter(Loop loop) => "i" + loop.Index.Item;

    private void Eights(Loop loop, string until)
    {
        code.Open($"for (; {Counter(loop)} <= {until} - {Width}; {Counter(loop)} += {Width})");
        vectors.Iterations(isMasked: false);
        code.Close();
        vectors.Flush();
    }

    /// <summary>The last eight iterations once more, for those that are left.</summary>
    private void Rest(Loop loop, string until)
    {
        string index = Counter(loop);
        code.Open($"if ({index} < {until})");
        code.Line($"{VectorType} {VectorBody.Mask} = {RuntimeNames.Lanes}.Last({until} - {index});");
        vectors.DeclareFresh($"{until} - {index}");
        code.Line($"{index} = {until} - {Width};");
        vectors.Iterations(isMasked: true);
        code.Line($"{index} = {until};");
        vectors.Flush();
        code.Close();
    }

    private void OneByOne(Loop loop, PanelLoop? panels)
    {
        if (panels is not null)
        {
            code.Line($"const int {PanelLoop.First} = 0;");
            panels.Multiply(Call, code);
        }

        Statement[] targets = [.. loop.Body.Where(statement => statement.IsTarget)];
        Statement.Increment[] increments = LoopResults.FixedIncrements(loop);
        string? Local(Statement statement) =>
            statement.IsTarget ? "density" : Array.FindIndex(increments, increment => ReferenceEquals(increment, statement)) is int k and >= 0 ? $"gradient{k}" : null;

        IEnumerable<string> locals = [.. targets.Take(1).Select(_ => "density"), .. increments.Select((_, k) => $"gradient{k}")];
        foreach (string local in locals)
        {
            code.Line($"double {local} = 0.0;");
        }

        writeScalar(loop, Local);
        if (panels is not null)
        {
            code.Line(panels.AddAdjoint(Call));
        }

        if (targets.Length > 0)
        {
            code.Line("lp += density;");
        }

        for (int k = 0; k < increments.Length; k++)
        {
            code.Line($"{expressions.Element(increments[k].Item1, increments[k].Item2)} += gradient{k};");
        }

        TakeFixed(loop);
    }

    private void TakeFixed(Loop loop)
    {
        foreach (Statement.Increment increment in LoopResults.FixedIncrements(loop))
        {
            GradientCheck.TakeElement(increment.Item1, increment.Item2, expressions, code);
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
        Statement.Let { Item2: Operation.Apply3 three } => three.Item1.IsMultiplyAdd,
        Statement.Let or Statement.Store or Statement.Increment or Statement.Target => true,
        _ => false,
    };

    /// <summary>The number of iterations, where it does not depend on data; null otherwise.</summary>
    public static int? KnownCount(Loop loop) => loop is { From: Index.IConst first, Until: Index.IConst last } ? last.Item - first.Item : null;

    /// <summary>Whether the number of iterations is a multiple of eight.</summary>
    public static bool IsWhole(Loop loop) => loop.From is Index.IConst { Item: 0 } && loop.Until switch
    {
        Index.IConst until => until.Item % Width == 0,
        Index.IBinary { Item1.IsIntMultiply: true, Item3: Index.IConst { Item: Width } } => true,
        _ => false,
    };
}
