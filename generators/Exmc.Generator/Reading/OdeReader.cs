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
        IMethodReferenceOperation? reference = MethodReader.Named(arguments["system"]);
        bool isMarked = reference?.Method.Attribute(RuntimeNames.OdeSystemAttribute) is not null;
        bool isOwn = reference?.Instance is IInstanceReferenceOperation && SymbolEqualityComparer.Default.Equals(reference.Method.ContainingType, context.Model);
        if (!isMarked || !(reference!.Method.IsStatic || isOwn) || context.Read(reference.Method) is not { } method)
        {
            return context.Unsupported(arguments["system"].Syntax, "This system of differential equations", Remedy);
        }

        Local[] locals = [.. method.Parameters];
        OdeRightHandSide system = new(
            locals[0],
            locals[1],
            locals.Length > 2 ? FSharpOption<Local>.Some(locals[2]) : FSharpOption<Local>.None,
            method.Body,
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
}
