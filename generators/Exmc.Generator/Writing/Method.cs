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

    private Method(ExpressionWriter expressions, string body, bool callsSolver)
    {
        this.expressions = expressions;
        this.body = body;
        CallsSolver = callsSolver;
    }

    /// <summary>Whether the local that tells of a solver's failure exists.</summary>
    public bool CallsSolver { get; }

    public IReadOnlyList<ArrayId> UsedArrays => expressions.UsedArrays;

    public static Method Of(Program program, ArrayNames names)
    {
        ExpressionWriter expressions = new(program.Arrays, names, program.Body);
        ProgramWriter writer = new(expressions, new Inlining(program.Body, program.Arrays));
        return new Method(expressions, writer.Write(program.Body), writer.CallsSolver);
    }

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
