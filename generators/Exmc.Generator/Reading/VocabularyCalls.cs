// Functions of the modelling vocabulary and of System.Math, as expressions of the core.
using System;
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Source;

namespace Exmc.Generator.Reading;

internal static class VocabularyCalls
{
    /// <summary>Families by the names of the functions that make them.</summary>
    public static readonly IReadOnlyDictionary<string, Family> Families = Distributions.families.ToDictionary(family => family.ToString());

    private static readonly Dictionary<string, UnaryOp> Unaries = new()
    {
        ["Exp"] = UnaryOp.Exp,
        ["Log"] = UnaryOp.Log,
        ["Log1p"] = UnaryOp.Log1p,
        ["Expm1"] = UnaryOp.Expm1,
        ["Sqrt"] = UnaryOp.Sqrt,
        ["Square"] = UnaryOp.Square,
        ["Abs"] = UnaryOp.Abs,
        ["Sin"] = UnaryOp.Sin,
        ["Cos"] = UnaryOp.Cos,
        ["Tanh"] = UnaryOp.Tanh,
        ["Atan"] = UnaryOp.Atan,
        ["InverseLogit"] = UnaryOp.InverseLogit,
        ["Log1pExp"] = UnaryOp.Log1pExp,
        ["LogGamma"] = UnaryOp.LogGamma,
        ["NormalCdf"] = UnaryOp.NormalCdf,
        ["LogNormalCdf"] = UnaryOp.LogNormalCdf,
        ["LogScaledBesselI0"] = UnaryOp.LogScaledBesselI0,
    };

    private static readonly Dictionary<string, BinaryOp> Binaries = new()
    {
        ["Pow"] = BinaryOp.Power,
        ["Min"] = BinaryOp.Minimum,
        ["Max"] = BinaryOp.Maximum,
        ["LogSumExp"] = BinaryOp.LogSumExp,
    };

    private static readonly Dictionary<string, Reduction> Reductions = new()
    {
        ["Sum"] = Reduction.Total,
        ["Mean"] = Reduction.Mean,
        ["Max"] = Reduction.Largest,
        ["LogSumExp"] = Reduction.LogSumExpOf,
    };

    private static readonly HashSet<string> MathFunctions = ["Exp", "Log", "Sqrt", "Abs", "Sin", "Cos", "Tanh", "Atan", "Pow", "Min", "Max"];

    /// <summary>A function of Exmc.Distributions that is not a distribution; null when there is none of that name.</summary>
    public static Expr? Function(string name, IReadOnlyList<Expr> arguments) => (name, arguments.Count) switch
    {
        ("Dot", 2) => Expr.NewDot(arguments[0], arguments[1]),
        ("Fill", 2) => Expr.NewBinary(BinaryOp.Add, Expr.NewZeros(arguments[1]), arguments[0]),
        ("Cholesky", 1) => Expr.NewCholesky(arguments[0]),
        ("SolveLower", 2) => Expr.NewSolveLower(arguments[0], arguments[1]),
        ("Transpose", 1) => Expr.NewTranspose(arguments[0]),
        ("Diagonal", 1) => Expr.NewDiagonalOf(arguments[0]),
        ("AddDiagonal", 2) => Expr.NewAddDiagonal(arguments[0], arguments[1]),
        ("IsMissing", 1) => Expr.NewIsMissing(arguments[0]),
        ("LogMix", 3) => LogMix(arguments[0], arguments[1], arguments[2]),
        ("LogDifference", 2) => LogDifference(arguments[0], arguments[1]),
        ("Logit", 1) => Logit(arguments[0]),
        ("Sum" or "Mean" or "Max" or "LogSumExp", 1) => Expr.NewReduce(Reductions[name], arguments[0]),
        (_, 1) when Unaries.TryGetValue(name, out UnaryOp? op) => Expr.NewUnary(op, arguments[0]),
        (_, 2) when Binaries.TryGetValue(name, out BinaryOp? op) => Expr.NewBinary(op, arguments[0], arguments[1]),
        _ => null,
    };

    /// <summary>A function of System.Math with the same meaning; null when it has none here.</summary>
    public static Expr? MathFunction(string name, IReadOnlyList<Expr> arguments) => MathFunctions.Contains(name) ? Function(name, arguments) : null;

    private static Expr LogMix(Expr probability, Expr first, Expr second) => Expr.NewBinary(
        BinaryOp.LogSumExp,
        Expr.NewBinary(BinaryOp.Add, Expr.NewUnary(UnaryOp.Log, probability), first),
        Expr.NewBinary(BinaryOp.Add, Expr.NewUnary(UnaryOp.Log1p, Expr.NewUnary(UnaryOp.Negate, probability)), second));

    /// <summary>a + log(-expm1(b - a)).</summary>
    private static Expr LogDifference(Expr a, Expr b) => Expr.NewBinary(
        BinaryOp.Add,
        a,
        Expr.NewUnary(UnaryOp.Log, Expr.NewUnary(UnaryOp.Negate, Expr.NewUnary(UnaryOp.Expm1, Expr.NewBinary(BinaryOp.Subtract, b, a)))));

    private static Expr Logit(Expr p) => Expr.NewBinary(
        BinaryOp.Subtract,
        Expr.NewUnary(UnaryOp.Log, p),
        Expr.NewUnary(UnaryOp.Log1p, Expr.NewUnary(UnaryOp.Negate, p)));
}
