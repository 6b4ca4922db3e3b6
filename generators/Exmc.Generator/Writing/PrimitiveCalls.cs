// Operations on whole arrays as C#.
using System;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

internal static class PrimitiveCalls
{
    /// <summary>Field of the solver of a system of differential equations.</summary>
    public static string Solver(int system) => $"_solver{system}";

    /// <summary>The statement of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="expressions">Writes lengths.</param>
    /// <param name="name">Name of the reference to an array's first element.</param>
    public static string Text(Statement.Call call, ExpressionWriter expressions, Func<ArrayId, string> name)
    {
        ArrayId[] inputs = [.. call.inputs];
        string arguments = string.Join(", ", inputs.Append(call.output).Select(array => "ref " + name(array)));
        string Length(ArrayId array, int axis) => expressions.Length(array, axis);
        string Of(string method, params string[] lengths) => $"{method}({string.Join(", ", lengths)}, {arguments});";

        switch (call.Item1)
        {
            case Primitive.SolveOde ode:
                string states = Length(call.output, 1);
                return Of($"{ProgramWriter.Failure} |= !{Solver(ode.system)}.Solve", states, $"{Length(inputs[0], 0)} - {states}", Length(call.output, 0));
            case Primitive.SolveOdeAdjoint ode:
                return $"{Solver(ode.system)}.Adjoint(ref {name(inputs[1])}, ref {name(inputs[2])}, ref {name(call.output)});";
            case Primitive.Qr qr:
                return Of($"{RuntimeNames.QrFactor}.{(qr.Item1.IsOrthonormal ? "Orthonormal" : "Triangular")}", Length(inputs[0], 0), Length(inputs[0], 1));
            case { IsGramFactor: true }:
                return Of($"{RuntimeNames.GramFactor}.Factor", Length(inputs[0], 0), Length(inputs[0], 1), Length(call.output, 0));
            case { IsPack: true }:
                return Of($"{RuntimeNames.PackedMatrix}.Pack", Length(inputs[0], 0), Length(inputs[0], 1));
            case { IsProduct: true }:
                return Of($"{RuntimeNames.PackedMatrix}.Multiply", Length(call.output, 0), Length(inputs[1], 0));
            case { IsColumnSums: true }:
                return Of($"{RuntimeNames.PackedMatrix}.AddColumnSums", Length(call.output, 0));
            case { IsProductAdjoint: true }:
                return Of($"{RuntimeNames.PackedMatrix}.MultiplyAdjoint", Length(inputs[1], 0), Length(call.output, 0));
            case { IsCholesky: true }:
                return Of($"{RuntimeNames.CholeskyFactor}.Factor", Length(call.output, 0));
            case { IsCholeskyAdjoint: true }:
                return Of($"{RuntimeNames.CholeskyFactor}.Adjoint", Length(call.output, 0));
            default:
                throw new ArgumentOutOfRangeException(nameof(call), call.Item1, "This operation is part of a loop over panels of rows.");
        }
    }
}
