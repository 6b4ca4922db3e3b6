// Distributions: what parameters, observations and forecasts return.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core.Source;
using Exmc.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Exmc.Generator.Reading;

internal sealed class DistributionReader(ReadContext context, ExpressionReader expressions)
{
    private static readonly Distribution Placeholder = new(
        Family.Flat, FSharpList<Expr>.Empty, FSharpList<Expr>.Empty, FSharpOption<Expr>.None, FSharpOption<Expr>.None, Core.SourceRef.NewSourceRef(0));

    /// <summary>Reads a call of a family, with its Repeat and Truncated.</summary>
    public Distribution Read(IOperation operation)
    {
        switch (operation)
        {
            case IConversionOperation conversion:
                return Read(conversion.Operand);
            case IInvocationOperation call when call.Instance?.Type.IsDistribution() == true:
                return Modified(call);
            case IInvocationOperation call when call.TargetMethod.ContainingType.ToDisplayString() == RuntimeNames.DistributionsClass
                && VocabularyCalls.Families.TryGetValue(call.TargetMethod.Name, out Family? family):
                return Plain(family, ExpressionReader.InOrder(call.Arguments).Select(expressions.Read), call);
            case IInvocationOperation call when call.TargetMethod.ContainingType.ToDisplayString() == RuntimeNames.DistributionsClass
                && ComposedDistributions.Names.Contains(call.TargetMethod.Name):
                Expr[] given = [.. ExpressionReader.InOrder(call.Arguments).Select(expressions.Read)];
                (Family composed, Expr[] arguments) = new ComposedDistributions(context).Read(call.TargetMethod.Name, given)!.Value;
                return Plain(composed, arguments, call);
            case IInvocationOperation call when call.TargetMethod.ContainingType.ToDisplayString() == RuntimeNames.DistributionsClass && call.TargetMethod.Name is "Custom" or "CustomCount":
                IOperation[] parts = [.. ExpressionReader.InOrder(call.Arguments)];
                return new CustomReader(context).Read(parts[0]) is { } custom
                    ? Plain(Family.NewCustom(custom), parts.Skip(1).Select(expressions.Read), call)
                    : Placeholder;
            case IInvocationOperation call when call.TargetMethod.ContainingType.ToDisplayString() == RuntimeNames.DistributionsClass && call.TargetMethod.Name == "Mixture":
                return new MixtureReader(context, expressions, this).Read(call) is { } mixture ? Plain(mixture.Family, mixture.Arguments, call) : Placeholder;
            case IConditionalOperation conditional:
                context.Unsupported(conditional.Syntax, "A choice between distributions", "Choose between their arguments instead: Normal(a ? x : y, s).");
                return Placeholder;
            default:
                context.Unsupported(operation.Syntax, "This value", "A parameter, an observation and a forecast return a distribution, for example Normal(0, 1).");
                return Placeholder;
        }
    }

    /// <summary>One draw without bounds.</summary>
    private Distribution Plain(Family family, IEnumerable<Expr> arguments, IInvocationOperation call) => new(
        family, ListModule.OfSeq(arguments), FSharpList<Expr>.Empty, FSharpOption<Expr>.None, FSharpOption<Expr>.None, context.Mark(call.Syntax));

    private Distribution Modified(IInvocationOperation call)
    {
        Distribution inner = Read(call.Instance!);
        if (call.TargetMethod.Name == "Repeat")
        {
            FSharpList<Expr> lengths = ListModule.OfSeq(ExpressionReader.InOrder(call.Arguments).Select(expressions.Read).Concat(inner.Repeat));
            return new Distribution(inner.Family, inner.Arguments, lengths, inner.Lower, inner.Upper, inner.At);
        }

        FSharpOption<Expr> Bound(string name)
        {
            IArgumentOperation? argument = call.Arguments.FirstOrDefault(a => a.Parameter?.Name == name && a.ArgumentKind == ArgumentKind.Explicit);
            return argument is null || IsNull(argument.Value) ? FSharpOption<Expr>.None : FSharpOption<Expr>.Some(expressions.Read(argument.Value));
        }

        return new Distribution(inner.Family, inner.Arguments, inner.Repeat, Bound("lower"), Bound("upper"), inner.At);
    }

    private static bool IsNull(IOperation operation) => operation switch
    {
        IConversionOperation conversion => IsNull(conversion.Operand),
        _ => operation.ConstantValue is { HasValue: true, Value: null },
    };
}
