// Differential equations: the call that solves them, and the method that is their right-hand side.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Exmc.Generator.Reading;

internal sealed class OdeReader(ReadContext context, ExpressionReader expressions)
{
    private const string Remedy = "Name a method marked [OdeSystem], of the model or static, with (Real time, Vector state) or (Real time, Vector state, Vector parameters).";

    /// <summary>Reads a call of SolveOde or SolveStiffOde.</summary>
    public Expr Read(IInvocationOperation call)
    {
        Dictionary<string, IOperation> arguments = call.Arguments.ToDictionary(argument => argument.Parameter!.Name, argument => argument.Value);
        if (System(arguments["system"]) is not { } method || method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) is not { } declaration)
        {
            return context.Unsupported(arguments["system"].Syntax, "This system of differential equations", Remedy);
        }

        if (context.Inlined.Contains(method, SymbolEqualityComparer.Default))
        {
            context.Report(Diagnostics.Descriptors.Recursion, call.Syntax, method.Name);
            return Expr.NewReal(double.NaN);
        }

        Local[] locals = [.. method.Parameters.Select(parameter => context.NewLocal(parameter.Name))];
        Dictionary<ISymbol, Expr> scope = new(SymbolEqualityComparer.Default);
        foreach ((IParameterSymbol parameter, Local local) in method.Parameters.Zip(locals, (parameter, local) => (parameter, local)))
        {
            scope[parameter] = Expr.NewLocalRef(local);
        }

        context.Inlined.Add(method);
        FSharpList<Statement> body = ListModule.OfSeq(new BodyReader(context, scope, BodyResult.Value).Read(declaration));
        context.Inlined.RemoveAt(context.Inlined.Count - 1);
        OdeRightHandSide system = new(
            locals[0],
            locals[1],
            locals.Length > 2 ? FSharpOption<Local>.Some(locals[2]) : FSharpOption<Local>.None,
            body,
            call.TargetMethod.Name == "SolveStiffOde",
            context.Mark(arguments["system"].Syntax));
        return Expr.NewSolveOde(new InitialValueProblem(
            system,
            arguments.TryGetValue("parameters", out IOperation? parameters) ? FSharpOption<Expr>.Some(expressions.Read(parameters)) : FSharpOption<Expr>.None,
            expressions.Read(arguments["initial"]),
            expressions.Read(arguments["initialTime"]),
            expressions.Read(arguments["times"]),
            expressions.Read(arguments["relativeTolerance"]),
            expressions.Read(arguments["absoluteTolerance"]),
            expressions.Read(arguments["maxSteps"])));
    }

    /// <summary>The method that is named as the system; null when none is, or when it is not marked.</summary>
    private IMethodSymbol? System(IOperation operation) => operation switch
    {
        IConversionOperation conversion => System(conversion.Operand),
        IDelegateCreationOperation { Target: IMethodReferenceOperation { Method: { MethodKind: MethodKind.Ordinary } method } reference }
            when IsMarked(method) && (method.IsStatic || (reference.Instance is IInstanceReferenceOperation && SymbolEqualityComparer.Default.Equals(method.ContainingType, context.Model))) => method,
        _ => null,
    };

    private static bool IsMarked(IMethodSymbol method) => method.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == RuntimeNames.OdeSystemAttribute);
}
