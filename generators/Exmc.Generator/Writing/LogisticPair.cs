// Functions that share an exponential.
using System;
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>A function of the logistic family with the logistic function of the same scalar: one call computes both.</summary>
/// <param name="Function">log(1 + exp x) or 1 + exp(-|x|).</param>
/// <param name="Logistic">1 / (1 + exp(-x)).</param>
internal sealed record LogisticPair(Statement.Let Function, Statement.Let Logistic)
{
    /// <summary>The pair that is written where one of its definitions stands.</summary>
    /// <param name="let">The definition.</param>
    /// <param name="body">The statements around it.</param>
    public static LogisticPair? Of(Statement.Let let, IEnumerable<Statement> body)
    {
        if (let.Item2 is not Operation.Apply1 one || !(one.Item1.IsInverseLogit || IsFunction(one.Item1)))
        {
            return null;
        }

        Statement.Let? partner = body.OfType<Statement.Let>().FirstOrDefault(other => other.Item2 is Operation.Apply1 apply && apply.Item2.Equals(one.Item2)
            && (one.Item1.IsInverseLogit ? IsFunction(apply.Item1) : apply.Item1.IsInverseLogit));
        return partner is null ? null : one.Item1.IsInverseLogit ? new LogisticPair(partner, let) : new LogisticPair(let, partner);
    }

    /// <summary>The other definition of the pair.</summary>
    public Statement.Let Partner(Statement.Let let) => ReferenceEquals(let, Logistic) ? Function : Logistic;

    /// <summary>The call.</summary>
    /// <param name="argument">The scalar, as C#.</param>
    /// <param name="name">Names a result.</param>
    public string Text(string argument, Func<Var, string> name)
    {
        UnaryOp function = ((Operation.Apply1)Function.Item2).Item1;
        return $"{VectorFunctions.VectorType} {name(Function.Item1)} = {RuntimeNames.Lanes}.{function}({argument}, out {VectorFunctions.VectorType} {name(Logistic.Item1)});";
    }

    private static bool IsFunction(UnaryOp op) => op.IsLog1pExp || op.IsLogisticFactor;
}
