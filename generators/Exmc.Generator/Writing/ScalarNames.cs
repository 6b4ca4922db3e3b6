// C# names of the scalars of a program.
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>A scalar is named by what computes it and its number: exp12, total20, yAt7.</summary>
internal sealed class ScalarNames
{
    private const string ElementSuffix = "At";
    private static readonly Regex Reserved = new("^(i|[a-z][A-Za-z]*)[0-9]+$|" + ElementSuffix + "[0-9]+(Lanes)?$|Lanes[0-9]*$");
    private readonly Dictionary<Var, string> names = new();

    public ScalarNames(IEnumerable<Statement> body, ArrayNames arrays)
    {
        foreach (Statement statement in Effects.nested(Microsoft.FSharp.Collections.ListModule.OfSeq(body)))
        {
            switch (statement)
            {
                case Statement.Let { Item2: Operation.Load load } let:
                    names[let.Item1] = $"{arrays[load.Item1]}{ElementSuffix}{let.Item1.Item}";
                    break;
                case Statement.Sample sample:
                    Name(sample.Item1, "draw");
                    break;
                case Statement.Let let:
                    Name(let.Item1, Noun(let.Item2));
                    break;
                case Statement.Loop loop:
                    foreach (Carried carried in loop.Item.Carried)
                    {
                        Name(carried.Entry, "state");
                    }

                    foreach (Sum sum in loop.Item.Sums)
                    {
                        Name(sum.Total, "total");
                    }

                    break;
                case Statement.Branch branch:
                    foreach (BranchResult result in branch.Item.Results)
                    {
                        Name(result.Result, "chosen");
                    }

                    break;
            }
        }
    }

    public string this[Var scalar] => names[scalar];

    /// <summary>Whether a name could be a scalar's: arrays keep away from it.</summary>
    public static bool IsReserved(string name) => Reserved.IsMatch(name);

    private void Name(Var scalar, string noun) => names[scalar] = noun + scalar.Item;

    private static string Noun(Operation operation) => operation switch
    {
        Operation.Apply1 one => Noun(one.Item1),
        Operation.Apply2 two => Noun(two.Item1),
        Operation.Apply3 three => Camel(three.Item1.ToString()),
        Operation.FromInteger => "number",
        _ => "value",
    };

    private static string Noun(UnaryOp op) => op.IsNegate ? "minus" : op.IsReciprocal ? "inverse" : op.IsSqrt ? "root" : Camel(op.ToString());

    private static string Noun(BinaryOp op) =>
        op.IsAdd ? "sum" : op.IsSubtract ? "difference" : op.IsMultiply ? "product" : op.IsDivide ? "quotient" : Camel(op.ToString());

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
