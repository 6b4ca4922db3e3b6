// What expressions of matrices are put together with.
using System;
using System.Collections.Generic;
using System.Linq;
using Exmc.Core.Source;
using Microsoft.FSharp.Collections;

namespace Exmc.Generator.Reading;

internal static class MatrixExpressions
{
    /// <summary>An expression that reads its arguments, which are evaluated once.</summary>
    public static Expr Bound(this ReadContext context, IReadOnlyList<Expr> arguments, Func<Expr[], Expr> use)
    {
        Local[] locals = [.. arguments.Select(_ => context.NewLocal("argument"))];
        IEnumerable<Statement> declarations = locals.Zip(arguments, Statement.NewDeclare);
        return Expr.NewInline(ListModule.OfSeq(declarations.Append(Statement.NewReturn(use([.. locals.Select(Expr.NewLocalRef)])))));
    }

    /// <summary>A matrix by its element at a row and a column.</summary>
    public static Expr MatrixOver(this ReadContext context, Expr rows, Expr columns, Func<Expr, Expr, Expr> element)
    {
        Local row = context.NewLocal("row");
        Local column = context.NewLocal("column");
        return Expr.NewMatrixOver(row, column, rows, columns, element(Expr.NewLocalRef(row), Expr.NewLocalRef(column)));
    }

    public static Expr Element(Expr value, params Expr[] indices) => Expr.NewElement(value, ListModule.OfSeq(indices));
}
