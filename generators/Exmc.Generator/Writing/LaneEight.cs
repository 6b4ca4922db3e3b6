// Loops of eight iterations in eight lanes, written out.
using System;
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>
/// Writes a short loop for the case of eight iterations, one after the other: each is all there is of its partial sum, and they are added in
/// registers as soon as their order allows. Zero is added once, at the end, where each partial sum begins with it.
/// </summary>
internal sealed class LaneEight(Loop loop, SumForms forms, LaneExpressionWriter expressions, CodeText code)
{
    /// <summary>Statements of a body, and of a program, beyond which eight copies cost more to compile than they save.</summary>
    private const int LongestBody = 16, LongestProgram = 80;
    private const int MostSums = 4;
    private const string VectorType = VectorFunctions.VectorType;

    /// <summary>Places in the order in which ((0+4)+(2+6)) + ((1+5)+(3+7)) needs them.</summary>
    private static readonly int[] _order = [0, 4, 2, 6, 1, 5, 3, 7];

    /// <summary>What is added when a place is done.</summary>
    private static readonly (int After, int First, int Second)[] _joins = [(4, 0, 4), (6, 2, 6), (6, 0, 2), (5, 1, 5), (7, 3, 7), (7, 1, 3)];
    private readonly HashSet<string> begun = [];

    /// <summary>Sums of products begin with a product added to zero, which leaves nothing to add at the end.</summary>
    private readonly HashSet<string> ofProducts = [];
    private int place;

    /// <summary>Whether a short loop can be much of what a program does: of many statements it is little, and of calls.</summary>
    public static bool IsWorthwhile(Program program) => Effects.nested(program.Body) is { Length: <= LongestProgram } all && !all.Any(statement => statement.IsCall);

    /// <summary>Whether a loop may have eight iterations, and few operations without any call.</summary>
    /// <param name="loop">A loop whose iterations may run in any order.</param>
    /// <param name="body">Its statements.</param>
    /// <param name="forms">Its sums.</param>
    /// <param name="sums">How many sums it has of any kind.</param>
    /// <param name="expressions">Writes what is in it.</param>
    public static bool CanWrite(Loop loop, IReadOnlyCollection<Statement> body, SumForms forms, int sums, LaneExpressionWriter expressions) =>
        VectorLoopWriter.KnownCount(loop) is null or LanePlaces.Width
        && body.Count <= LongestBody
        && sums <= MostSums
        && loop.Sums.All(sum => forms.Factor(sum) is null)
        && body.All(statement => IsShort(statement, expressions));

    /// <summary>Whether there are eight iterations, as C#.</summary>
    public string Condition => $"{expressions.Index(loop.Until)}{(IsFromZero ? string.Empty : " - " + ExpressionWriter.Parenthesised(expressions.Index(loop.From)))} == 8";

    private bool IsFromZero => loop.From is Index.IConst { Item: 0 };

    /// <summary>Writes eight iterations and gives their sums to locals.</summary>
    /// <param name="results">Sums, each with the local that is to have it.</param>
    /// <param name="body">Writes an iteration.</param>
    public void Write(IReadOnlyList<(string Block, string Local)> results, Action body)
    {
        foreach (int k in _order)
        {
            place = k;
            foreach ((string block, _) in results)
            {
                code.Line($"{VectorType} {At(block, k)};");
            }

            code.Open(string.Empty);
            code.Line($"int i{loop.Index.Item} = {(IsFromZero ? string.Empty : ExpressionWriter.Parenthesised(expressions.Index(loop.From)) + " + ")}{k};");
            body();
            code.Close();
            foreach ((string block, _) in results)
            {
                foreach ((_, int first, int second) in _joins.Where(join => join.After == k))
                {
                    code.Line($"{At(block, first)} += {At(block, second)};");
                }
            }
        }

        foreach ((string block, string local) in results)
        {
            code.Line($"{local} = {At(block, 0)} + {At(block, 1)}{(ofProducts.Contains(block) ? string.Empty : $" + {VectorType}.Zero")};");
        }
    }

    /// <summary>Adds to a sum.</summary>
    public void Add(string block, string value) => code.Line($"{At(block, place)} {(begun.Add(At(block, place)) ? "=" : "+=")} {value};");

    /// <summary>Adds what an iteration has to a sum of the loop.</summary>
    public void Add(string block, Sum sum)
    {
        if (forms.Product(sum) is null)
        {
            Add(block, expressions.Real(sum.Term));
            return;
        }

        ofProducts.Add(block);
        Add(block, forms.Next(sum, VectorType + ".Zero", RuntimeNames.Vector512, expressions.Real));
    }

    private static bool IsShort(Statement statement, LaneExpressionWriter expressions) => statement switch
    {
        Statement.Let { Item2: Operation.Load load } => load.Item2.All(expressions.IsCommon),
        Statement.Let { Item2: Operation.FromInteger integer } => expressions.IsCommon(integer.Item),
        Statement.Let { Item2: Operation.Apply1 one } => one.Item1.Tag is UnaryOp.Tags.Negate or UnaryOp.Tags.Reciprocal or UnaryOp.Tags.Square or UnaryOp.Tags.Sqrt or UnaryOp.Tags.Abs or UnaryOp.Tags.Floor,
        Statement.Let { Item2: Operation.Apply2 two } => two.Item1.Tag is BinaryOp.Tags.Add or BinaryOp.Tags.Subtract or BinaryOp.Tags.Multiply or BinaryOp.Tags.Divide or BinaryOp.Tags.Minimum or BinaryOp.Tags.Maximum,
        Statement.Let { Item2: Operation.Apply3 three } => three.Item1.IsMultiplyAdd,
        Statement.Store store => store.Item2.All(expressions.IsCommon),
        Statement.Increment increment => increment.Item2.All(expressions.IsCommon),
        Statement.Target => true,
        _ => false,
    };

    private static string At(string block, int place) => block + "At" + place.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
