// What a density has for its loops that run in slices.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

internal static class SlicedLoopsWriter
{
    /// <summary>The field that says whether some loop runs in slices: another method evaluates then, so that small data pay nothing.</summary>
    public const string IsLarge = "_isLarge";

    /// <summary>Sets that field, and makes room for the sums of slices.</summary>
    public static IEnumerable<string> Bind(IReadOnlyList<SlicedLoop> loops, ExpressionWriter expressions)
    {
        if (loops.Count > 0)
        {
            string[] conditions = [.. loops.Select(loop => loop.IsLarge(expressions)).Distinct()];
            yield return $"{IsLarge} = {(conditions.Length == 1 ? conditions[0] : string.Join(" || ", conditions.Select(condition => $"({condition})")))};";
        }

        foreach (SlicedLoop loop in loops)
        {
            yield return $"if ({loop.IsLarge(expressions)})";
            yield return "{";
            yield return "    " + loop.Reserve(expressions);
            yield return "}";
        }
    }

    public static void WriteFields(IReadOnlyList<SlicedLoop> loops, CodeText code)
    {
        if (loops.Count > 0)
        {
            code.Line($"private readonly {RuntimeNames.SlicedLoops} {SlicedLoop.Runner} = new({loops.Max(loop => loop.InvariantCount)});");
            code.Line($"private bool {IsLarge};");
        }
    }

    /// <summary>Writes the members that run slices; the interface of densities has members for a density without such loops.</summary>
    public static void Write(IReadOnlyList<SlicedLoop> loops, CodeText code, ArrayInfo[] arrays)
    {
        code.Line();
        code.Open("public int GradientThreads");
        code.Line($"get => {SlicedLoop.Runner}.Threads;");
        code.Line($"set => {SlicedLoop.Runner}.Threads = value;");
        code.Close();
        code.Line();
        code.Open($"void {RuntimeNames.SlicedDensity}.RunSlice(int loop, int from, int until, global::System.ReadOnlySpan<double> position, global::System.Span<double> gradient, ref double sums)");
        code.Open("switch (loop)");
        foreach (SlicedLoop loop in loops)
        {
            loop.WriteCase(code);
        }

        code.Close();
        code.Close();
        foreach (SlicedLoop loop in loops)
        {
            loop.WriteSlice(code, arrays);
        }
    }
}
