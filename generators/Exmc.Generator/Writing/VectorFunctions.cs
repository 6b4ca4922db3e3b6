// Scalar operations on eight lanes as C# text: one exhaustive table per arity.
using System;
using System.Globalization;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

internal static class VectorFunctions
{
    public const string VectorType = RuntimeNames.Vector512 + "<double>";

    /// <summary>A function of one operand.</summary>
    /// <param name="op">The function.</param>
    /// <param name="a">Its operand, as C#.</param>
    /// <param name="lanes">Class with the elementary functions.</param>
    public static string Unary(UnaryOp op, string a, string lanes = RuntimeNames.Lanes)
    {
        string OfLanes(string name) => $"{lanes}.{name}({a})";
        string OfVector(string name) => $"{RuntimeNames.Vector512}.{name}({a})";

        return op.Tag switch
        {
            UnaryOp.Tags.Negate => $"-{a}",
            UnaryOp.Tags.Reciprocal => $"{VectorType}.One / {a}",
            UnaryOp.Tags.Square => $"{a} * {a}",
            UnaryOp.Tags.Sqrt => OfVector("Sqrt"),
            UnaryOp.Tags.Abs => OfVector("Abs"),
            UnaryOp.Tags.Sign => $"{RuntimeNames.Lanes}.Sign({a})",
            UnaryOp.Tags.Floor => OfVector("Floor"),
            UnaryOp.Tags.Exp => OfLanes("Exp"),
            UnaryOp.Tags.Log => OfLanes("Log"),
            UnaryOp.Tags.Log1p => OfLanes("Log1p"),
            UnaryOp.Tags.Expm1 => OfLanes("Expm1"),
            UnaryOp.Tags.Log1pExp => OfLanes("Log1pExp"),
            UnaryOp.Tags.LogisticFactor => OfLanes("LogisticFactor"),
            UnaryOp.Tags.InverseLogit => OfLanes("Logistic"),
            UnaryOp.Tags.Tanh => OfLanes("Tanh"),
            UnaryOp.Tags.LogGamma => OfLanes("LogGamma"),
            UnaryOp.Tags.Digamma => OfLanes("Digamma"),
            UnaryOp.Tags.LogGammaHalfStep => OfLanes("LogGammaHalfStep"),
            UnaryOp.Tags.DigammaHalfStep => OfLanes("DigammaHalfStep"),
            _ => $"{RuntimeNames.Lanes}.Each({a}, static x => {ScalarFunctions.Unary(op, "x")})",
        };
    }

    /// <summary>A function of two operands.</summary>
    /// <param name="op">The function.</param>
    /// <param name="a">The first operand, as C#.</param>
    /// <param name="b">The second operand.</param>
    /// <param name="lanes">Class with the elementary functions.</param>
    public static string Binary(BinaryOp op, string a, string b, string lanes = RuntimeNames.Lanes) => op.Tag switch
    {
        BinaryOp.Tags.Add => $"{a} + {b}",
        BinaryOp.Tags.Subtract => $"{a} - {b}",
        BinaryOp.Tags.Multiply => $"{a} * {b}",
        BinaryOp.Tags.Divide => $"{a} / {b}",
        BinaryOp.Tags.Minimum => Extreme("Min", "AtMost", a, b),
        BinaryOp.Tags.Maximum => Extreme("Max", "AtLeast", a, b),
        BinaryOp.Tags.LogSumExp => $"{lanes}.LogSumExp({a}, {b})",
        _ => $"{RuntimeNames.Lanes}.Each({a}, {b}, static (x, y) => {ScalarFunctions.Binary(op, "x", "y")})",
    };

    public static string Ternary(TernaryOp op, string a, string b, string c) => op.IsMultiplyAdd
        ? $"{RuntimeNames.Vector512}.MultiplyAddEstimate({a}, {b}, {c})"
        : $"{RuntimeNames.Lanes}.Each({a}, {b}, {c}, static (x, y, z) => {ScalarFunctions.Ternary(op, "x", "y", "z")})";

    /// <summary>The smaller or larger of two operands; NaN if one of them is.</summary>
    /// <param name="general">Method of any operands.</param>
    /// <param name="bounded">Method of an operand and a constant.</param>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand.</param>
    private static string Extreme(string general, string bounded, string a, string b) =>
        Constant(a) is { } first ? $"{RuntimeNames.Lanes}.{bounded}({b}, {first})"
        : Constant(b) is { } second ? $"{RuntimeNames.Lanes}.{bounded}({a}, {second})"
        : $"{RuntimeNames.Vector512}.{general}({a}, {b})";

    /// <summary>The number that is in all lanes of an operand, if it is written there and is not -0.</summary>
    private static string? Constant(string operand)
    {
        const string Start = RuntimeNames.Vector512 + ".Create(";
        string text = operand.StartsWith(Start, StringComparison.Ordinal) ? operand.Substring(Start.Length, operand.Length - Start.Length - 1) : string.Empty;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && (value != 0.0 || !text.StartsWith("-", StringComparison.Ordinal)) ? text : null;
    }

    /// <summary>Whether an operation is an elementary function, of some dozens of instructions.</summary>
    public static bool IsElementary(Operation operation) => operation switch
    {
        Operation.Apply1 one => one.Item1.Tag is UnaryOp.Tags.Exp or UnaryOp.Tags.Log or UnaryOp.Tags.Log1p or UnaryOp.Tags.Expm1 or UnaryOp.Tags.Log1pExp or UnaryOp.Tags.LogisticFactor or UnaryOp.Tags.InverseLogit
            or UnaryOp.Tags.Tanh or UnaryOp.Tags.LogGamma or UnaryOp.Tags.Digamma or UnaryOp.Tags.LogGammaHalfStep or UnaryOp.Tags.DigammaHalfStep,
        Operation.Apply2 two => two.Item1.IsLogSumExp,
        _ => false,
    };

    /// <summary>Whether the text is one call or name, which needs no parentheses.</summary>
    public static bool IsCall(UnaryOp op) => op.Tag is not (UnaryOp.Tags.Negate or UnaryOp.Tags.Reciprocal or UnaryOp.Tags.Square);
}
