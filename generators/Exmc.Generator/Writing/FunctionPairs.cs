// Functions of the same scalar that one call computes.
using System;
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>
/// Definitions of one block, however far apart, that one call makes: it stands where the first of them does. Its results have the bits of the two
/// functions by themselves.
/// </summary>
internal sealed class FunctionPairs
{
    private readonly Dictionary<Var, (Statement.Let Function, Statement.Let Second)> firsts = [];
    private readonly HashSet<Var> partners = [];

    /// <param name="body">A block with all that is nested in it.</param>
    public FunctionPairs(IEnumerable<Statement> body) => Find([.. body]);

    /// <summary>The call for a definition: null for one that has no pair, empty for one that the call before has made.</summary>
    /// <param name="let">The definition.</param>
    /// <param name="type">C# type of its scalar.</param>
    /// <param name="operand">Writes what the functions are of.</param>
    /// <param name="name">Names a result.</param>
    public string? Text(Statement.Let let, string type, Func<Operand, string> operand, Func<Var, string> name)
    {
        if (partners.Contains(let.Item1))
        {
            return string.Empty;
        }

        if (!firsts.TryGetValue(let.Item1, out (Statement.Let Function, Statement.Let Second) pair))
        {
            return null;
        }

        Operation.Apply1 function = (Operation.Apply1)pair.Function.Item2;
        return $"{type} {name(pair.Function.Item1)} = {RuntimeNames.Lanes}.{function.Item1}({operand(function.Item2)}, out {type} {name(pair.Second.Item1)});";
    }

    /// <summary>The function that the call of another gives as well; null when there is none.</summary>
    private static UnaryOp? Second(UnaryOp function) => function.Tag switch
    {
        UnaryOp.Tags.Log1pExp or UnaryOp.Tags.LogisticFactor => UnaryOp.InverseLogit,
        UnaryOp.Tags.LogGammaHalfStep => UnaryOp.DigammaHalfStep,
        _ => null,
    };

    private void Find(Statement[] body)
    {
        Statement.Let[] unary = [.. body.OfType<Statement.Let>().Where(let => let.Item2 is Operation.Apply1)];
        for (int k = 0; k < unary.Length; k++)
        {
            Statement.Let let = unary[k];
            if (!partners.Contains(let.Item1) && unary.Skip(k + 1).FirstOrDefault(other => !partners.Contains(other.Item1) && (IsPair(let, other) || IsPair(other, let))) is { } partner)
            {
                firsts[let.Item1] = IsPair(let, partner) ? (let, partner) : (partner, let);
                partners.Add(partner.Item1);
            }
        }

        foreach (Statement statement in body)
        {
            switch (statement)
            {
                case Statement.Loop loop:
                    Find([.. loop.Item.Body]);
                    break;
                case Statement.Branch branch:
                    Find([.. branch.Item.Then]);
                    Find([.. branch.Item.Else]);
                    break;
            }
        }
    }

    private static bool IsPair(Statement.Let function, Statement.Let second)
    {
        (Operation.Apply1 one, Operation.Apply1 two) = ((Operation.Apply1)function.Item2, (Operation.Apply1)second.Item2);
        return Second(one.Item1) is { } expected && two.Item1.Equals(expected) && one.Item2.Equals(two.Item2);
    }
}
