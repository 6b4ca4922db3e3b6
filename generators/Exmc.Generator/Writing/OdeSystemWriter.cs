// Systems of differential equations of a density: their functions, and solvers that call them.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

internal sealed class OdeSystemWriter(Kernel kernel, ArrayNames names)
{
    private readonly List<(bool IsStiff, Method Slopes, Method Gradient)> systems =
        [.. kernel.Systems.Select(system => (system.IsStiff, Method.Of(system.Slopes, names), Method.Of(system.WeightedGradient, names)))];

    public IEnumerable<Method> Methods => systems.SelectMany(system => new[] { system.Slopes, system.Gradient });

    public void WriteFields(CodeText code)
    {
        for (int k = 0; k < systems.Count; k++)
        {
            code.Line($"private readonly {TypeOf(kernel.Systems[k], k)} {PrimitiveCalls.Solver(k)};");
        }
    }

    /// <summary>Statements of the density's constructor.</summary>
    public static void WriteConstruction(Kernel kernel, CodeText code)
    {
        for (int k = 0; k < kernel.Systems.Length; k++)
        {
            code.Line($"{PrimitiveCalls.Solver(k)} = new(new System{k}(this));");
        }
    }

    public void Write(CodeText code, ArrayInfo[] arrays)
    {
        for (int k = 0; k < systems.Count; k++)
        {
            code.Line();
            code.Open($"private void Slopes{k}(global::System.ReadOnlySpan<double> position, global::System.Span<double> values)");
            systems[k].Slopes.Write(code, arrays);
            code.Close();
            code.Line();
            code.Open($"private void WeightedGradient{k}(global::System.ReadOnlySpan<double> position, global::System.ReadOnlySpan<double> values, global::System.Span<double> gradient)");
            systems[k].Gradient.Write(code, arrays);
            code.Close();
            code.Line();
            code.Open($"private readonly struct System{k}(Density density) : {RuntimeNames.OdeSystem}");
            code.Line($"public void Derivative(global::System.ReadOnlySpan<double> input, global::System.Span<double> derivative) => density.Slopes{k}(input, derivative);");
            code.Line();
            code.Line($"public void WeightedGradient(global::System.ReadOnlySpan<double> input, global::System.ReadOnlySpan<double> weights, global::System.Span<double> gradient) => density.WeightedGradient{k}(input, weights, gradient);");
            code.Close();
        }
    }

    private static string TypeOf(OdeSystem system, int number) => $"{(system.IsStiff ? RuntimeNames.StiffSolver : RuntimeNames.DormandPrinceSolver)}<System{number}>";
}
