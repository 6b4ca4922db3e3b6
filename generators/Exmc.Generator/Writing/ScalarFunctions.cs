// Scalar operations as C# text: one exhaustive table per arity.
using System;
using Exmc.Core;

namespace Exmc.Generator.Writing;

internal static class ScalarFunctions
{
    public static string Unary(UnaryOp op, string a)
    {
        string Lanes(string name) => $"{RuntimeNames.Lanes}.{name}({a})";
        string Special(string name) => $"{RuntimeNames.SpecialFunctions}.{name}({a})";
        string Math(string name) => $"{RuntimeNames.Math}.{name}({a})";

        return op.Tag switch
        {
            UnaryOp.Tags.Negate => Negated(a),
            UnaryOp.Tags.Reciprocal => $"1.0 / {a}",
            UnaryOp.Tags.Square => $"{a} * {a}",
            UnaryOp.Tags.Sqrt => Math("Sqrt"),
            UnaryOp.Tags.Abs => Math("Abs"),
            UnaryOp.Tags.Sign => Lanes("Sign"),
            UnaryOp.Tags.Floor => Math("Floor"),
            UnaryOp.Tags.Exp => Lanes("Exp"),
            UnaryOp.Tags.Log => Lanes("Log"),
            UnaryOp.Tags.Log1p => Lanes("Log1p"),
            UnaryOp.Tags.Expm1 => Lanes("Expm1"),
            UnaryOp.Tags.Log1pExp => Lanes("Log1pExp"),
            UnaryOp.Tags.LogisticFactor => Lanes("LogisticFactor"),
            UnaryOp.Tags.InverseLogit => Lanes("Logistic"),
            UnaryOp.Tags.Sin => Math("Sin"),
            UnaryOp.Tags.Cos => Math("Cos"),
            UnaryOp.Tags.Tanh => Lanes("Tanh"),
            UnaryOp.Tags.Atan => Math("Atan"),
            UnaryOp.Tags.LogGamma => Lanes("LogGamma"),
            UnaryOp.Tags.Digamma => Lanes("Digamma"),
            UnaryOp.Tags.Trigamma => Special("Trigamma"),
            UnaryOp.Tags.LogGammaHalfStep => Lanes("LogGammaHalfStep"),
            UnaryOp.Tags.DigammaHalfStep => Lanes("DigammaHalfStep"),
            UnaryOp.Tags.NormalCdf => Special("NormalCdf"),
            UnaryOp.Tags.LogNormalCdf => Special("LogNormalCdf"),
            UnaryOp.Tags.LogScaledBesselI0 => Special("LogScaledBesselI0"),
            UnaryOp.Tags.BesselRatio => Special("BesselRatio"),
            _ => throw new InvalidOperationException($"No C# for {op}."),
        };
    }

    public static string Binary(BinaryOp op, string a, string b)
    {
        string Special(string name) => $"{RuntimeNames.SpecialFunctions}.{name}({a}, {b})";
        string Math(string name) => $"{RuntimeNames.Math}.{name}({a}, {b})";

        return op.Tag switch
        {
            BinaryOp.Tags.Add => $"{a} + {Signed(b)}",
            BinaryOp.Tags.Subtract => $"{a} - {Signed(b)}",
            BinaryOp.Tags.Multiply => $"{a} * {b}",
            BinaryOp.Tags.Divide => $"{a} / {b}",
            BinaryOp.Tags.Power => Math("Pow"),
            BinaryOp.Tags.Minimum => Math("Min"),
            BinaryOp.Tags.Maximum => Math("Max"),
            BinaryOp.Tags.LogSumExp => $"{RuntimeNames.Lanes}.LogSumExp({a}, {b})",
            BinaryOp.Tags.GammaP => Special("GammaP"),
            BinaryOp.Tags.GammaPDerivativeShape => Special("GammaPDerivativeShape"),
            BinaryOp.Tags.GammaQ => Special("GammaQ"),
            BinaryOp.Tags.GammaQDerivativeShape => Special("GammaQDerivativeShape"),
            BinaryOp.Tags.OwensT => Special("OwensT"),
            BinaryOp.Tags.StudentTCdf => Special("StudentTCdf"),
            BinaryOp.Tags.StudentTCdfDerivativeNu => Special("StudentTCdfDerivativeNu"),
            _ => throw new InvalidOperationException($"No C# for {op}."),
        };
    }

    /// <summary>The runtime's functions of three arguments have the names of the operations.</summary>
    public static string Ternary(TernaryOp op, string a, string b, string c) =>
        op.IsMultiplyAdd ? $"double.MultiplyAddEstimate({a}, {b}, {c})" : $"{RuntimeNames.SpecialFunctions}.{op}({a}, {b}, {c})";

    private static string Negated(string a) => a[0] == '-' ? $"-({a})" : $"-{a}";

    private static string Signed(string b) => b[0] == '-' ? $"({b})" : b;
}
