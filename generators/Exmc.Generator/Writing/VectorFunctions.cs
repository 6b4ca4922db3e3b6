// Scalar operations on eight lanes as C# text: one exhaustive table per arity.
using Exmc.Core;

namespace Exmc.Generator.Writing;

internal static class VectorFunctions
{
    public const string VectorType = RuntimeNames.Vector512 + "<double>";

    public static string Unary(UnaryOp op, string a)
    {
        string OfLanes(string name) => $"{RuntimeNames.Lanes}.{name}({a})";
        string OfVector(string name) => $"{RuntimeNames.Vector512}.{name}({a})";

        return op.Tag switch
        {
            UnaryOp.Tags.Negate => $"-{a}",
            UnaryOp.Tags.Reciprocal => $"{VectorType}.One / {a}",
            UnaryOp.Tags.Square => $"{a} * {a}",
            UnaryOp.Tags.Sqrt => OfVector("Sqrt"),
            UnaryOp.Tags.Abs => OfVector("Abs"),
            UnaryOp.Tags.Sign => OfLanes("Sign"),
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

    public static string Binary(BinaryOp op, string a, string b) => op.Tag switch
    {
        BinaryOp.Tags.Add => $"{a} + {b}",
        BinaryOp.Tags.Subtract => $"{a} - {b}",
        BinaryOp.Tags.Multiply => $"{a} * {b}",
        BinaryOp.Tags.Divide => $"{a} / {b}",
        BinaryOp.Tags.Minimum => $"{RuntimeNames.Vector512}.Min({a}, {b})",
        BinaryOp.Tags.Maximum => $"{RuntimeNames.Vector512}.Max({a}, {b})",
        BinaryOp.Tags.LogSumExp => $"{RuntimeNames.Lanes}.LogSumExp({a}, {b})",
        _ => $"{RuntimeNames.Lanes}.Each({a}, {b}, static (x, y) => {ScalarFunctions.Binary(op, "x", "y")})",
    };

    public static string Ternary(TernaryOp op, string a, string b, string c) => op.IsMultiplyAdd
        ? $"{RuntimeNames.Vector512}.MultiplyAddEstimate({a}, {b}, {c})"
        : $"{RuntimeNames.Lanes}.Each({a}, {b}, {c}, static (x, y, z) => {ScalarFunctions.Ternary(op, "x", "y", "z")})";

    /// <summary>Whether the text is one call or name, which needs no parentheses.</summary>
    public static bool IsCall(UnaryOp op) => op.Tag is not (UnaryOp.Tags.Negate or UnaryOp.Tags.Reciprocal or UnaryOp.Tags.Square);
}
