// What a density has for its loops that run in slices.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>Writes nothing where there are no such loops: the interface of densities has members for that.</summary>
internal static class SlicedLoopsWriter
{
    private const string Large = "IsLarge";

    /// <summary>The property that says whether a loop runs in slices, when there are such loops.</summary>
    public static IEnumerable<string> HasLarge(IReadOnlyList<SlicedLoop> loops) => loops.Count == 0 ? [] : [Large];

    public static void WriteField(IReadOnlyList<SlicedLoop> loops, CodeText code)
    {
        if (loops.Count > 0)
        {
            code.Line($"private readonly {RuntimeNames.SlicedLoops} {SlicedLoop.Runner} = new({loops.Max(loop => loop.InvariantCount)});");
        }
    }

    public static void Write(IReadOnlyList<SlicedLoop> loops, CodeText code, ArrayInfo[] arrays)
    {
        if (loops.Count == 0)
        {
            return;
        }

        code.Line();
        code.Open("public int GradientThreads");
        code.Line($"get => {SlicedLoop.Runner}.Threads;");
        code.Line($"set => {SlicedLoop.Runner}.Threads = value;");
        code.Close();
        code.Line();
        code.Open($"private bool {Large}");
        code.Open("get");
        ExpressionWriter expressions = new(arrays, loops[0].Names);
        string[] conditions = [.. loops.Select(loop => loop.IsLarge(expressions)).Distinct().Select(condition => loops.Count == 1 ? condition : $"({condition})")];
        expressions.WriteDataLocals(code);
        code.Line($"return {string.Join(" || ", conditions)};");
        code.Close();
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
