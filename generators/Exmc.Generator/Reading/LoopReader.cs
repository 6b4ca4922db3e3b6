// Counted loops.
using System;
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Source;
using Exmc.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.FSharp.Collections;

namespace Exmc.Generator.Reading;

/// <summary>Reads "for (int i = from; i &lt; until; i++)" with its body.</summary>
internal sealed class LoopReader(
    ReadContext context, Dictionary<ISymbol, Expr> locals, ExpressionReader expressions, Func<IEnumerable<IOperation>, List<Statement>> readBlock)
{
    public IEnumerable<Statement> Read(IForLoopOperation loop)
    {
        if (Index(loop) is not { } declarator || !StepsByOne(loop, declarator.Symbol) || Until(loop, declarator.Symbol) is not { } until)
        {
            context.Report(Descriptors.LoopForm, loop.Syntax);
            return [];
        }

        if (loop.Body.Descendants().Append(loop.Body).FirstOrDefault(operation => operation is IReturnOperation or IBranchOperation) is { } jump)
        {
            context.Unsupported(jump.Syntax, "A jump out of a loop", "Compute with a conditional and return after the loop.");
            return [];
        }

        Expr from = expressions.Read(declarator.Initializer!.Value);
        Local index = context.NewLocal(declarator.Symbol.Name);
        locals[declarator.Symbol] = Expr.NewLocalRef(index);
        context.LoopIndices.Add(declarator.Symbol);
        return [Statement.NewFor(index, from, until, ListModule.OfSeq(readBlock([loop.Body])))];
    }

    private static IVariableDeclaratorOperation? Index(IForLoopOperation loop)
    {
        IVariableDeclaratorOperation[] declared =
        [
            .. loop.Before.OfType<IVariableDeclarationGroupOperation>().SelectMany(group => group.Declarations).SelectMany(declaration => declaration.Declarators),
        ];
        return loop.Before.Length == 1 && declared.Length == 1 && declared[0].Initializer is not null && declared[0].Symbol.Type.IsInteger() ? declared[0] : null;
    }

    private static bool StepsByOne(IForLoopOperation loop, ILocalSymbol index) =>
        loop.AtLoopBottom.Length == 1
        && loop.AtLoopBottom[0] is IExpressionStatementOperation { Operation: var step }
        && step switch
        {
            IIncrementOrDecrementOperation { Kind: OperationKind.Increment, Target: ILocalReferenceOperation local } =>
                SymbolEqualityComparer.Default.Equals(local.Local, index),
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, Target: ILocalReferenceOperation local, Value.ConstantValue: { HasValue: true, Value: 1 } } =>
                SymbolEqualityComparer.Default.Equals(local.Local, index),
            _ => false,
        };

    private Expr? Until(IForLoopOperation loop, ILocalSymbol index)
    {
        if (loop.Condition is not IBinaryOperation { LeftOperand: ILocalReferenceOperation left } condition
            || !SymbolEqualityComparer.Default.Equals(left.Local, index)
            || !condition.RightOperand.Type.IsInteger())
        {
            return null;
        }

        return condition.OperatorKind switch
        {
            BinaryOperatorKind.LessThan => expressions.Read(condition.RightOperand),
            BinaryOperatorKind.LessThanOrEqual => Expr.NewBinary(BinaryOp.Add, expressions.Read(condition.RightOperand), Expr.NewInt(1)),
            _ => null,
        };
    }
}
