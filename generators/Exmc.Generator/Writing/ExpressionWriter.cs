// Operations, indices and conditions as C# expressions.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>Writes expressions of one program and records which arrays and lengths they use.</summary>
internal class ExpressionWriter
{
    private readonly Dictionary<ArrayId, ArrayInfo> arrays;
    private readonly Dictionary<Var, string> aliases = new();
    private readonly ScalarNames scalars;

    /// <summary>A writer of the expressions of a program, or of none: then only lengths and data can be written.</summary>
    public ExpressionWriter(IEnumerable<ArrayInfo> arrays, ArrayNames names, IEnumerable<Statement>? body = null)
    {
        this.arrays = arrays.ToDictionary(array => array.Id);
        Names = names;
        scalars = new ScalarNames(body ?? [], names);
    }

    public ArrayNames Names { get; }

    /// <summary>Arrays that the program touches, in order of first use.</summary>
    public List<ArrayId> UsedArrays { get; } = [];

    /// <summary>Axes of data arrays whose length the program reads.</summary>
    public List<(ArrayId Array, int Axis)> UsedLengths { get; } = [];

    /// <summary>Whether what is stored in the gradient is checked on the way.</summary>
    public bool ChecksGradient { get; set; }

    /// <summary>All arrays of the program.</summary>
    public IEnumerable<ArrayInfo> All => arrays.Values;

    public ArrayInfo Info(ArrayId id) => arrays[id];

    /// <summary>Whether a store is one of the gradient that is checked.</summary>
    public bool IsChecked(ArrayId array) => ChecksGradient && Info(array).Role.IsGradient;

    /// <summary>Gives a scalar another text: the result of a carried value is the variable it was carried in, an inlined one its expression.</summary>
    public void Alias(Var scalar, string name) => aliases[scalar] = name;

    public string Name(Var scalar) => aliases.TryGetValue(scalar, out string? name) ? name : scalars[scalar];

    public static string Literal(double value) => value switch
    {
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        double.NaN => "double.NaN",
        _ => WithPoint(RoundTrip(value)),
    };

    public string Operand(Operand operand) => operand switch
    {
        Operand.Constant constant => Literal(constant.Item),
        Operand.Use use => Name(use.Item),
        _ => throw new InvalidOperationException("Unknown operand."),
    };

    /// <summary>An operand that stands alone: without the parentheses it has inside others.</summary>
    public string Alone(Operand operand)
    {
        string text = Operand(operand);
        int depth = 0;
        for (int k = 0; k < text.Length; k++)
        {
            depth += text[k] == '(' ? 1 : text[k] == ')' ? -1 : 0;
            if (depth == 0 && k < text.Length - 1)
            {
                return text;
            }
        }

        return text[0] == '(' ? text.Substring(1, text.Length - 2) : text;
    }

    public string Index(Index index) => index switch
    {
        Index.IConst constant => constant.Item.ToString(CultureInfo.InvariantCulture),
        Index.IVar variable => "i" + variable.Item.Item,
        Index.ILength length => Length(length.Item1, length.axis),
        Index.IBinary binary => IndexBinary(binary),
        Index.ILoad load => Element(load.Item1, load.Item2),
        _ => throw new InvalidOperationException("Unknown index."),
    };

    /// <summary>An element as an expression that can be read or assigned.</summary>
    public virtual string Element(ArrayId id, IEnumerable<Index> path)
    {
        Use(id);
        string name = Names[id];
        Index[] indices = path.ToArray();
        if (indices.Length == 0)
        {
            return arrays[id].Role.IsDataArray ? name : $"At(ref {name}, 0)";
        }

        return $"At(ref {name}, {Flat(id, indices)})";
    }

    /// <summary>Vectors over rows of which one panel is kept at a time, with the row that stands at their first element.</summary>
    public Dictionary<ArrayId, string> FirstOfPanel { get; } = [];

    /// <summary>The place of an element in the row-major array.</summary>
    public string Flat(ArrayId id, IReadOnlyList<Index> indices)
    {
        string flat = Index(indices[0]);
        if (FirstOfPanel.TryGetValue(id, out string? first))
        {
            return $"{flat} - {first}";
        }

        for (int axis = 1; axis < indices.Count; axis++)
        {
            flat = $"{Parenthesised(flat)} * {Parenthesised(Length(id, axis))} + {Index(indices[axis])}";
        }

        return flat;
    }

    public string Length(ArrayId id, int axis)
    {
        ArrayInfo info = arrays[id];
        if (!info.IsData)
        {
            return Index(info.Dimensions.ElementAt(axis));
        }

        if (!UsedLengths.Contains((id, axis)))
        {
            UsedLengths.Add((id, axis));
        }

        return Names.Length(id, axis, info.Dimensions.Count());
    }

    /// <summary>Number of elements of an array.</summary>
    public string Count(ArrayId id)
    {
        int rank = arrays[id].Dimensions.Count();
        return rank == 0 ? "1" : string.Join(" * ", Enumerable.Range(0, rank).Select(axis => Parenthesised(Length(id, axis))));
    }

    public string Condition(Condition condition) => condition switch
    {
        Condition.CompareReal real => $"{Operand(real.Item2)} {Symbol(real.Item1)} {Operand(real.Item3)}",
        Condition.CompareInteger integer => $"{Index(integer.Item2)} {Symbol(integer.Item1)} {Index(integer.Item3)}",
        Condition.IsNaN nan => $"double.IsNaN({Operand(nan.Item)})",
        Condition.AllOf all => string.Join(" && ", all.Item.Select(Nested)),
        Condition.AnyOf any => string.Join(" || ", any.Item.Select(Nested)),
        Condition.Negation not => $"!({Condition(not.Item)})",
        _ when condition.IsAlways => "true",
        _ => throw new InvalidOperationException("Unknown condition."),
    };

    /// <summary>An operation as an operand of another.</summary>
    public string Enclosed(Operation operation)
    {
        string text = Operation(operation);
        return text.All(c => char.IsLetterOrDigit(c) || c is '_' or '.') || (text[text.Length - 1] == ')' && operation is not (Core.Programs.Operation.Apply1 or Core.Programs.Operation.Apply2))
            ? text
            : $"({text})";
    }

    public string Operation(Operation operation) => operation switch
    {
        Core.Programs.Operation.Apply1 one => ScalarFunctions.Unary(one.Item1, Operand(one.Item2)),
        Core.Programs.Operation.Apply2 two => ScalarFunctions.Binary(two.Item1, Operand(two.Item2), Operand(two.Item3)),
        Core.Programs.Operation.Apply3 three => ScalarFunctions.Ternary(three.Item1, Operand(three.Item2), Operand(three.Item3), Operand(three.Item4)),
        Core.Programs.Operation.Load load => Element(load.Item1, load.Item2),
        Core.Programs.Operation.FromInteger integer => Index(integer.Item),
        _ => throw new InvalidOperationException("Unknown operation."),
    };

    public void Use(ArrayId id)
    {
        if (!UsedArrays.Contains(id))
        {
            UsedArrays.Add(id);
        }
    }

    /// <summary>Writes locals for the lengths and integer data that the expressions read, from the density's fields.</summary>
    public void WriteDataLocals(CodeText code)
    {
        foreach ((ArrayId id, int axis) in UsedLengths)
        {
            string name = Names.Length(id, axis, arrays[id].Dimensions.Length);
            code.Line($"int {name} = _{name};");
        }

        foreach (ArrayId id in UsedArrays)
        {
            code.Line(arrays[id].Dimensions.IsEmpty
                ? $"int {Names[id]} = _{Names[id]};"
                : $"ref int {Names[id]} = ref {RuntimeNames.MemoryMarshal}.GetArrayDataReference(_{Names[id]});");
        }
    }

    /// <summary>The shortest text that reads back as the same number; "R" alone fails for some on .NET Framework, which hosts editors.</summary>
    private static string RoundTrip(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture).Equals(value) ? text : value.ToString("G17", CultureInfo.InvariantCulture);
    }

    private static string WithPoint(string text) => text.IndexOfAny(['.', 'E', 'e']) < 0 ? text + ".0" : text;

    private static string Symbol(Comparison comparison) =>
        comparison.IsLess ? "<" : comparison.IsLessOrEqual ? "<=" : comparison.IsGreater ? ">" : comparison.IsGreaterOrEqual ? ">=" : comparison.IsEqual ? "==" : "!=";

    public static string Parenthesised(string text) => text.All(c => char.IsLetterOrDigit(c) || c == '_') ? text : $"({text})";

    private string Nested(Condition condition) => condition.IsAllOf || condition.IsAnyOf ? $"({Condition(condition)})" : Condition(condition);

    private string IndexBinary(Index.IBinary binary)
    {
        string left = Index(binary.Item2);
        string right = Index(binary.Item3);
        IntegerOp op = binary.Item1;
        if (op.IsIntMinimum || op.IsIntMaximum)
        {
            return $"{RuntimeNames.Math}.{(op.IsIntMinimum ? "Min" : "Max")}({left}, {right})";
        }

        return op.IsIntAdd ? $"{left} + {right}"
            : op.IsIntSubtract ? $"{left} - {Parenthesised(right)}"
            : op.IsIntMultiply ? $"{Parenthesised(left)} * {Parenthesised(right)}"
            : op.IsIntDivide ? $"{Parenthesised(left)} / {Parenthesised(right)}"
            : $"{Parenthesised(left)} % {Parenthesised(right)}";
    }
}
