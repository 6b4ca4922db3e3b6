// Covariance functions of Gaussian processes, as matrices element by element.
using System;
using System.Collections.Generic;
using Exmc.Core;
using Exmc.Core.Source;
using static Exmc.Generator.Reading.MatrixExpressions;

namespace Exmc.Generator.Reading;

/// <summary>Expands covariance functions. Rasmussen and Williams (2006), Gaussian Processes for Machine Learning, chapter 4.</summary>
internal sealed class CovarianceCalls(ReadContext context)
{
    /// <summary>The covariance matrix that a function of that name gives; null when there is none.</summary>
    public Expr? Read(string name, IReadOnlyList<Expr> arguments) => (name, arguments.Count) switch
    {
        ("SquaredExponential", 3) => Stationary(arguments, (scale, r) => Scaled(scale, Exp(Times(Real(-0.5), Square(r))))),
        ("Matern12", 3) => Stationary(arguments, (scale, r) => Scaled(scale, Exp(Negative(Abs(r))))),
        ("Matern32", 3) => Stationary(arguments, (scale, r) => Matern(scale, Math.Sqrt(3.0), r, s => Plus(Real(1.0), s))),
        ("Matern52", 3) => Stationary(arguments, (scale, r) => Matern(scale, Math.Sqrt(5.0), r, s => Plus(Plus(Real(1.0), s), Times(Real(1.0 / 3.0), Square(s))))),
        ("Periodic", 4) => Matrix(arguments, Periodic),
        ("Linear", 2) => Matrix(arguments, (given, x, y) => Scaled(given[1], Times(x, y))),
        _ => null,
    };

    /// <summary>Of the difference of two points over the length, the third argument.</summary>
    private Expr Stationary(IReadOnlyList<Expr> arguments, Func<Expr, Expr, Expr> covariance) =>
        Matrix(arguments, (given, x, y) => covariance(given[1], Over(Minus(x, y), given[2])));

    private static Expr Periodic(IReadOnlyList<Expr> given, Expr x, Expr y)
    {
        Expr phase = Over(Times(Real(Math.PI), Minus(x, y)), given[3]);
        return Scaled(given[1], Exp(Times(Real(-2.0), Square(Over(Expr.NewUnary(UnaryOp.Sin, phase), given[2])))));
    }

    private static Expr Matern(Expr scale, double factor, Expr r, Func<Expr, Expr> polynomial)
    {
        Expr s = Times(Real(factor), Abs(r));
        return Scaled(scale, Times(polynomial(s), Exp(Negative(s))));
    }

    /// <summary>The first argument holds the points.</summary>
    private Expr Matrix(IReadOnlyList<Expr> arguments, Func<IReadOnlyList<Expr>, Expr, Expr, Expr> element) => context.Bound(arguments, given =>
    {
        Expr count = Expr.NewLength(given[0], 0);
        return context.MatrixOver(count, count, (i, j) => element(given, Element(given[0], i), Element(given[0], j)));
    });

    private static Expr Scaled(Expr scale, Expr correlation) => Times(Square(scale), correlation);

    private static Expr Real(double value) => Expr.NewReal(value);

    private static Expr Plus(Expr a, Expr b) => Expr.NewBinary(BinaryOp.Add, a, b);

    private static Expr Minus(Expr a, Expr b) => Expr.NewBinary(BinaryOp.Subtract, a, b);

    private static Expr Times(Expr a, Expr b) => Expr.NewBinary(BinaryOp.Multiply, a, b);

    private static Expr Over(Expr a, Expr b) => Expr.NewBinary(BinaryOp.Divide, a, b);

    private static Expr Square(Expr a) => Expr.NewUnary(UnaryOp.Square, a);

    private static Expr Abs(Expr a) => Expr.NewUnary(UnaryOp.Abs, a);

    private static Expr Exp(Expr a) => Expr.NewUnary(UnaryOp.Exp, a);

    private static Expr Negative(Expr a) => Expr.NewUnary(UnaryOp.Negate, a);
}
