// Functions of matrices that are made of the core's own.
using System;
using System.Collections.Generic;
using Exmc.Core;
using Exmc.Core.Source;
using static Exmc.Generator.Reading.MatrixExpressions;

namespace Exmc.Generator.Reading;

internal sealed class MatrixCalls(ReadContext context)
{
    /// <summary>The value of a function of that name; null when there is none.</summary>
    public Expr? Read(string name, IReadOnlyList<Expr> arguments) => (name, arguments.Count) switch
    {
        ("QrThinQ", 1) => Expr.NewQr(QrFactor.Orthonormal, arguments[0]),
        ("QrThinR", 1) => Expr.NewQr(QrFactor.Triangular, arguments[0]),
        ("SolveTransposed", 2) => Expr.NewSolveTransposed(arguments[0], arguments[1]),
        ("SolvePositive", 2) => context.Bound(arguments, given => Factored(given[0], lower => Expr.NewSolveTransposed(lower, Expr.NewSolveLower(lower, given[1])))),
        ("LogDeterminant", 1) => Factored(
            arguments[0],
            lower => Expr.NewBinary(BinaryOp.Multiply, Expr.NewReal(2.0), Expr.NewReduce(Reduction.Total, Expr.NewUnary(UnaryOp.Log, Expr.NewDiagonalOf(lower))))),
        ("QuadraticForm", 2) => context.Bound(arguments, given => Expr.NewDot(given[1], Expr.NewMatrixVector(given[0], given[1]))),
        ("DiagonalMatrix", 1) => context.Bound(arguments, given => Expr.NewAddDiagonal(Expr.NewZerosMatrix(Length(given[0], 0), Length(given[0], 0)), given[0])),
        ("OuterProduct", 2) => context.Bound(arguments, given => context.MatrixOver(
            Length(given[0], 0), Length(given[1], 0), (i, j) => Expr.NewBinary(BinaryOp.Multiply, Element(given[0], i), Element(given[1], j)))),
        ("Block", 5) => context.Bound(arguments, given => context.MatrixOver(given[3], given[4], (i, j) => Element(given[0], Plus(given[1], i), Plus(given[2], j)))),
        _ => null,
    };

    private static Expr Length(Expr value, int axis) => Expr.NewLength(value, axis);

    private static Expr Plus(Expr a, Expr b) => Expr.NewBinary(BinaryOp.Add, a, b);

    private Expr Factored(Expr matrix, Func<Expr, Expr> use) => context.Bound([Expr.NewCholesky(matrix)], given => use(given[0]));
}
