// Mixtures of distributions.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.FSharp.Collections;

namespace Exmc.Generator.Reading;

/// <summary>Reads calls of Mixture: of the elements of one distribution of a vector, or of several distributions.</summary>
internal sealed class MixtureReader(ReadContext context, ExpressionReader expressions, DistributionReader distributions)
{
    /// <summary>The family with its arguments, weights first; null when it is refused.</summary>
    public (Family Family, IEnumerable<Expr> Arguments)? Read(IInvocationOperation call)
    {
        IOperation[] given = [.. ExpressionReader.InOrder(call.Arguments)];
        Expr weights = expressions.Read(given[0]);
        IOperation[] operations = given[1] is IArrayCreationOperation { Initializer: { } several } ? [.. several.ElementValues] : [given[1]];
        Distribution[] components = [.. operations.Select(distributions.Read)];
        if (context.HasDiagnostics)
        {
            return null;
        }

        foreach ((IOperation operation, Distribution component) in operations.Zip(components, (operation, component) => (operation, component)))
        {
            if (component.Repeat.Length > 0 || component.Lower is not null || component.Upper is not null)
            {
                context.Unsupported(operation.Syntax, "A repeated or truncated component of a mixture", "Repeat or truncate the mixture.");
                return null;
            }
        }

        if (!Distributions.canBeMixed(ListModule.OfSeq(components.Select(component => component.Family))))
        {
            context.Unsupported(call.Syntax, "A mixture of distributions with different or movable supports", "Use scalar distributions on one support, or LogMix of their log densities in a [Factor].");
            return null;
        }

        return given[1] is IArrayCreationOperation ? Each(weights, components) : Elements(weights, components[0], call);
    }

    private static (Family, IEnumerable<Expr>)? Each(Expr weights, Distribution[] components) => (
        Family.NewMixture(MixtureComponents.NewEach(ListModule.OfSeq(components.Select(component => component.Family)))),
        components.SelectMany(component => component.Arguments).Prepend(weights));

    /// <summary>Component k has the k-th element of each argument; a number stands for all.</summary>
    private (Family, IEnumerable<Expr>)? Elements(Expr weights, Distribution component, IInvocationOperation call)
    {
        if (Distributions.find(component.Family).ArgumentRanks.Any(rank => rank > 0))
        {
            context.Unsupported(call.Syntax, "A mixture of the elements of this distribution", "Give its components one by one: Mixture(weights, first, second).");
            return null;
        }

        Expr Spread(Expr argument) => Expr.NewBinary(BinaryOp.Add, Expr.NewZeros(Expr.NewLength(weights, 0)), argument);
        return (Family.NewMixture(MixtureComponents.NewElementsOf(component.Family)), component.Arguments.Select(Spread).Prepend(weights));
    }
}
