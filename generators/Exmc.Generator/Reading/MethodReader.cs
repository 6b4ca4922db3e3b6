// Methods that are read as functions of their own, not inlined where they are called.
using System.Collections.Generic;
using Exmc.Core.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.FSharp.Collections;

namespace Exmc.Generator.Reading;

internal static class MethodReader
{
    /// <summary>The ordinary method that an argument names; null for a lambda, a local function or anything else.</summary>
    public static IMethodReferenceOperation? Named(IOperation operation) => operation switch
    {
        IConversionOperation conversion => Named(conversion.Operand),
        IDelegateCreationOperation { Target: IMethodReferenceOperation { Method.MethodKind: MethodKind.Ordinary } reference } => reference,
        _ => null,
    };

    /// <summary>The method's attribute of that name; null when it has none.</summary>
    public static AttributeData? Attribute(this IMethodSymbol method, string name)
    {
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass?.ToDisplayString() == name)
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>Parameters and statements of a method; null when it has no source here, or is being read already: it calls itself.</summary>
    public static (FSharpList<Local> Parameters, FSharpList<Statement> Body)? Read(this ReadContext context, IMethodSymbol method)
    {
        if (context.Inlined.Contains(method) || method.DeclaringSyntaxReferences.Length == 0)
        {
            return null;
        }

        SyntaxNode declaration = method.DeclaringSyntaxReferences[0].GetSyntax(context.CancellationToken);
        Dictionary<ISymbol, Expr> scope = new(SymbolEqualityComparer.Default);
        List<Local> locals = [];
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            Local local = context.NewLocal(parameter.Name);
            locals.Add(local);
            scope[parameter] = Expr.NewLocalRef(local);
        }

        context.Inlined.Add(method);
        FSharpList<Statement> body = ListModule.OfSeq(new BodyReader(context, scope, BodyResult.Value).Read(declaration));
        context.Inlined.RemoveAt(context.Inlined.Count - 1);
        return (ListModule.OfSeq(locals), body);
    }
}
