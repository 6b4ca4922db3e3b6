// Functions of matrices that are made of the core's own.
using System;
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Source;
using Microsoft.FSharp.Collections;

namespace Exmc.Generator.Reading;

internal sealed class MatrixCalls(ReadContext context)
{
    /// <summary>The value of a function of that name; null when there is none.</summary>
    public Expr? Read(string name, IReadOnlyList<Expr> arguments) => (name, arguments.Count) switch
    {
        ("SolveTransposed", 2) => Expr.NewSolveTransposed(arguments[0], arguments[1]),
        ("SolvePositive", 2) => Bound(arguments, given => Factored(given[0], lower => Expr.NewSolveTransposed(lower, Expr.NewSolveLower(lower, given[1])))),
        ("LogDeterminant", 1) => Factored(
            arguments[0],
            lower => Expr.NewBinary(BinaryOp.Multiply, Expr.NewReal(2.0), Expr.NewReduce(Reduction.Total, Expr.NewUnary(UnaryOp.Log, Expr.NewDiagonalOf(lower))))),
        ("QuadraticForm", 2) => Bound(arguments, given => Expr.NewDot(given[1], Expr.NewMatrixVector(given[0], given[1]))),
        ("DiagonalMatrix", 1) => Bound(arguments, given => Expr.NewAddDiagonal(Expr.NewZerosMatrix(Length(given[0], 0), Length(given[0], 0)), given[0])),
        ("OuterProduct", 2) => Bound(arguments, given => Over(
            Length(given[0], 0), Length(given[1], 0), (i, j) => Expr.NewBinary(BinaryOp.Multiply, Element(given[0], i), Element(given[1], j)))),
        ("Block", 5) => Bound(arguments, given => Over(given[3], given[4], (i, j) => Element(given[0], Plus(given[1], i), Plus(given[2], j)))),
        _ => null,
    };

    private static Expr Length(Expr value, int axis) => Expr.NewLength(value, axis);

    private static Expr Plus(Expr a, Expr b) => Expr.NewBinary(BinaryOp.Add, a, b);

    private static Expr Element(Expr value, params Expr[] indices) => Expr.NewElement(value, ListModule.OfSeq(indices));

    private Expr Factored(Expr matrix, Func<Expr, Expr> use) => Bound([Expr.NewCholesky(matrix)], given => use(given[0]));

    /// <summary>Arguments are evaluated once.</summary>
    private Expr Bound(IReadOnlyList<Expr> arguments, Func<Expr[], Expr> use)
    {
        Local[] locals = [.. arguments.Select(_ => context.NewLocal("given"))];
        IEnumerable<Statement> declarations = locals.Zip(arguments, Statement.NewDeclare);
        return Expr.NewInline(ListModule.OfSeq(declarations.Append(Statement.NewReturn(use([.. locals.Select(Expr.NewLocalRef)])))));
    }

    private Expr Over(Expr rows, Expr columns, Func<Expr, Expr, Expr> element)
    {
        Local i = context.NewLocal("row");
        Local j = context.NewLocal("column");
        return Expr.NewMatrixOver(i, j, rows, columns, element(Expr.NewLocalRef(i), Expr.NewLocalRef(j)));
    }
}
