// Distributions of the user's own.
using System.Linq;
using Exmc.Core.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Exmc.Generator.Reading;

/// <summary>Reads the methods that a call of Custom names.</summary>
internal sealed class CustomReader(ReadContext context)
{
    /// <summary>The distribution whose log density is that method; null, with a diagnostic, when it is none.</summary>
    public CustomDistribution? Read(IOperation operation)
    {
        if (MethodReader.Named(operation)?.Method is not { IsStatic: true } density
            || density.Attribute(RuntimeNames.CustomAttribute) is not { } attribute
            || context.Read(density) is not { } logDensity)
        {
            context.Unsupported(operation.Syntax, "This log density", "Name a static method of this project marked [Custom], whose first parameter is the value.");
            return null;
        }

        object? Named(string name) => attribute.NamedArguments.FirstOrDefault(pair => pair.Key == name).Value.Value;
        (FSharpList<Local>, FSharpList<Statement>)? sampler = null;
        if (Named("Sampler") is string samplerName)
        {
            IMethodSymbol? draw = density.ContainingType.GetMembers(samplerName).OfType<IMethodSymbol>()
                .FirstOrDefault(method => method.IsStatic && method.Parameters.Length == density.Parameters.Length - 1 && method.Parameters.Zip(density.Parameters.Skip(1), SameType).All(same => same));
            sampler = draw is null ? null : context.Read(draw);
            if (sampler is null)
            {
                context.Unsupported(operation.Syntax, $"The sampler '{samplerName}'", $"Write a static method of that name beside '{density.Name}' that takes the same parameters but the value, and returns a draw.");
            }
        }

        (FSharpList<Local> locals, FSharpList<Statement> body) = logDensity;
        return new CustomDistribution(
            density.Name,
            locals.Head,
            locals.Tail,
            body,
            sampler is { } own ? FSharpOption<System.Tuple<FSharpList<Local>, FSharpList<Statement>>>.Some(new(own.Item1, own.Item2)) : null,
            Named("Lower") as double? ?? double.NegativeInfinity,
            Named("Upper") as double? ?? double.PositiveInfinity,
            density.Parameters[0].Type.IsInteger());
    }

    private static bool SameType(IParameterSymbol a, IParameterSymbol b) => SymbolEqualityComparer.Default.Equals(a.Type, b.Type);
}
