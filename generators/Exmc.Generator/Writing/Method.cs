// One program as the body of a method.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>The text of a program with the locals it needs: references to arrays, data scalars, lengths.</summary>
internal sealed class Method
{
    private readonly ExpressionWriter expressions;
    private readonly string body;

    private Method(ExpressionWriter expressions, string body, bool callsSolver, IReadOnlyList<SlicedLoop> slicedLoops)
    {
        this.expressions = expressions;
        this.body = body;
        CallsSolver = callsSolver;
        SlicedLoops = slicedLoops;
    }

    /// <summary>Whether the local that tells of a solver's failure exists.</summary>
    public bool CallsSolver { get; }

    /// <summary>The loops that run in slices where data are large.</summary>
    public IReadOnlyList<SlicedLoop> SlicedLoops { get; }

    /// <summary>Whether the locals exist that tell whether the gradient is finite.</summary>
    public bool ChecksGradient => expressions.ChecksGradient;

    public IReadOnlyList<ArrayId> UsedArrays => expressions.UsedArrays;

    /// <summary>A program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="names">Names of its arrays.</param>
    /// <param name="isSliced">Whether its loops over many rows of data run in slices.</param>
    public static Method Of(Program program, ArrayNames names, bool isSliced = false)
    {
        ExpressionWriter expressions = new(program.Arrays, names, program.Body);
        Inlining inlining = new(program.Body, program.Arrays);
        Dictionary<Var, SlicedLoop> sliced = isSliced ? SlicedLoop.Of(program, names, inlining) : [];
        expressions.ChecksGradient = sliced.Count == 0 && GradientCheck.CanWriteSums(program);
        ProgramWriter writer = new(expressions, inlining, sliced);
        return new Method(expressions, writer.Write(program.Body), writer.CallsSolver, [.. sliced.OrderBy(one => one.Key.Item).Select(one => one.Value)]);
    }

    /// <summary>Statements that are written already.</summary>
    public static Method Of(ExpressionWriter expressions, string body) => new(expressions, body, callsSolver: false, []);

    /// <summary>Writes locals and body. The spans "position", "gradient" and "values" are the arrays with these roles.</summary>
    public void Write(CodeText code, IEnumerable<ArrayInfo> arrays)
    {
        foreach (ArrayInfo array in arrays.Where(array => UsedArrays.Contains(array.Id)))
        {
            code.Line(Local(array));
        }

        foreach ((ArrayId array, int axis) in expressions.UsedLengths)
        {
            string name = expressions.Names.Length(array, axis, expressions.Info(array).Dimensions.Count());
            code.Line($"int {name} = _{name};");
        }

        if (ChecksGradient)
        {
            GradientCheck.Declare(code);
        }

        if (CallsSolver)
        {
            code.Line($"bool {ProgramWriter.Failure} = false;");
        }

        code.Block(body);
    }

    private string Local(ArrayInfo array)
    {
        string name = expressions.Names[array.Id];
        string type = array.Element.IsIntegerElement ? "int" : "double";
        if (array.Role.IsPosition)
        {
            return $"ref double {name} = ref {RuntimeNames.MemoryMarshal}.GetReference(position);";
        }

        if (array.Role.IsGradient)
        {
            return $"ref double {name} = ref {RuntimeNames.MemoryMarshal}.GetReference(gradient);";
        }

        if (array.Role.IsValues)
        {
            return $"ref double {name} = ref {RuntimeNames.MemoryMarshal}.GetReference(values);";
        }

        return array.Role.IsDataArray && array.Dimensions.IsEmpty ? $"{type} {name} = _{name};"
            : array.Element.IsRealElement && !array.Dimensions.IsEmpty ? $"ref double {name} = ref {RuntimeNames.Buffers}.Aligned(_{name});"
            : $"ref {type} {name} = ref {RuntimeNames.MemoryMarshal}.GetArrayDataReference(_{name});";
    }
}
