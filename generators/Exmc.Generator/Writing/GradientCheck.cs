// Whether a gradient is finite, found out while it is written.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;
using Microsoft.FSharp.Collections;

namespace Exmc.Generator.Writing;

/// <summary>
/// What is stored in the gradient is added up on the way. The sum is finite unless an element is infinite or NaN, or the sum itself overflows: then
/// the elements are looked at. To read the gradient again each time would cost a small model as much as all the rest, since loads that span two
/// stores wait for both.
/// </summary>
internal static class GradientCheck
{
    /// <summary>Local with the sum of scalars.</summary>
    public const string Sum = "gradientSum";

    /// <summary>Local with the sums of eight lanes.</summary>
    public const string Lanes = "gradientSums";

    /// <summary>The increments of the gradient in a program.</summary>
    public static IEnumerable<Statement.Increment> Increments(Program program) =>
        Effects.nested(program.Body).OfType<Statement.Increment>().Where(one => program.Arrays.Any(array => array.Role.IsGradient && array.Id.Equals(one.Item1)));

    /// <summary>
    /// Whether a program writes the gradient by stores, and by increments of elements that stand in a row: their sums are collected, too, for what is
    /// not finite once never becomes finite again.
    /// </summary>
    public static bool CanWriteSums(Program program)
    {
        HashSet<ArrayId> gradients = [.. program.Arrays.Where(array => array.Role.IsGradient).Select(array => array.Id)];
        bool IsWrite(Statement statement) => Written(statement) is { } written && gradients.Contains(written);
        bool CanWriteAll(Statement statement) => statement switch
        {
            Statement.Loop { Item: Loop loop } when VectorLoopWriter.CanWrite(loop) => loop.Body.OfType<Statement.Increment>().Where(IsWrite)
                .All(one => VectorAccess.IsConsecutive(one.Item2, loop.Index) || VectorAccess.IsFixed(one.Item2, loop.Index)),
            Statement.Loop or Statement.Branch => Effects.nested(ListModule.OfSeq([statement])).Where(IsWrite).All(one => one.IsStore),
            _ => !IsWrite(statement) || !statement.IsCall,
        };
        return program.Body.All(CanWriteAll) && Effects.nested(program.Body).Any(IsWrite);
    }

    /// <summary>Declares the locals.</summary>
    public static void Declare(CodeText code)
    {
        code.Line($"double {Sum} = 0.0;");
        code.Line($"{VectorFunctions.VectorType} {Lanes} = {VectorFunctions.VectorType}.Zero;");
    }

    /// <summary>The line that takes a scalar in.</summary>
    public static string Take(string scalar) => $"{Sum} += {scalar};";

    /// <summary>Takes an element in that was changed, where it is one of the gradient.</summary>
    public static void TakeElement(ArrayId array, IEnumerable<Index> path, ExpressionWriter expressions, CodeText code)
    {
        if (expressions.IsChecked(array))
        {
            code.Line(Take(expressions.Element(array, path)));
        }
    }

    /// <summary>The line that takes eight lanes in.</summary>
    public static string TakeLanes(string lanes) => $"{Lanes} += {lanes};";

    private static ArrayId? Written(Statement statement) => statement switch
    {
        Statement.Store store => store.Item1,
        Statement.Increment increment => increment.Item1,
        Statement.Zero zero => zero.Item,
        Statement.Call call => call.output,
        _ => null,
    };
}
