// Helper methods, inlined where they are called.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core.Source;
using Exmc.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.FSharp.Collections;

namespace Exmc.Generator.Reading;

internal sealed class HelperReader(ReadContext context, ExpressionReader arguments)
{
    public Expr Inline(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.ReturnType.IsDistribution())
        {
            context.Report(Descriptors.DistributionAsValue, call.Syntax);
            return Expr.NewReal(double.NaN);
        }

        bool isOfModel = SymbolEqualityComparer.Default.Equals(method.ContainingType, context.Model);
        bool isMarked = method.Attribute(RuntimeNames.ModelFunctionAttribute) is not null;
        bool isOwn = call.Instance is IInstanceReferenceOperation || (call.Instance is null && (isOfModel || isMarked));
        if (!isOwn || method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) is not { } declaration)
        {
            context.Report(Descriptors.UnsupportedCall, call.Syntax, $"{method.ContainingType.Name}.{method.Name}");
            return Expr.NewReal(double.NaN);
        }

        if (method.Parameters.FirstOrDefault(parameter => parameter.RefKind != RefKind.None) is { } byReference)
        {
            return context.Unsupported(call.Syntax, $"The parameter '{byReference.Name}', passed by reference,", "Return the new value instead, in a tuple if there are several.");
        }

        if (context.Inlined.Contains(method, SymbolEqualityComparer.Default))
        {
            context.Report(Descriptors.Recursion, call.Syntax, method.Name);
            return Expr.NewReal(double.NaN);
        }

        return Expr.NewMarked(context.Mark(call.Syntax), Expr.NewInline(Body(call, method, declaration)));
    }

    private FSharpList<Statement> Body(IInvocationOperation call, IMethodSymbol method, SyntaxNode declaration)
    {
        // A local function sees the locals around it.
        Dictionary<ISymbol, Expr> locals = new(SymbolEqualityComparer.Default);
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            foreach (KeyValuePair<ISymbol, Expr> known in arguments.Locals)
            {
                locals[known.Key] = known.Value;
            }
        }

        List<Statement> statements = [];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            IParameterSymbol parameter = argument.Parameter!;
            Local local = context.NewLocal(parameter.Name);
            statements.Add(Statement.NewDeclare(local, arguments.Read(argument.Value)));
            locals[parameter] = Expr.NewLocalRef(local);
        }

        context.Inlined.Add(method);
        statements.AddRange(new BodyReader(context, locals, BodyResult.Value).Read(declaration));
        context.Inlined.RemoveAt(context.Inlined.Count - 1);
        return ListModule.OfSeq(statements);
    }
}
