// Bodies of members and helpers: statements.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Source;
using Exmc.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.FSharp.Collections;

namespace Exmc.Generator.Reading;

/// <summary>What a body returns.</summary>
internal enum BodyResult
{
    Value,
    Distribution,

    /// <summary>A value, or a distribution to draw from.</summary>
    Either,
}

/// <summary>Reads one body. `locals` maps locals and parameters in scope to expressions; the reader adds to it.</summary>
internal sealed class BodyReader
{
    private readonly ReadContext context;
    private readonly Dictionary<ISymbol, Expr> locals;
    private readonly BodyResult result;
    private readonly ExpressionReader expressions;
    private readonly LoopReader loops;

    public BodyReader(ReadContext context, Dictionary<ISymbol, Expr> locals, BodyResult result)
    {
        this.context = context;
        this.locals = locals;
        this.result = result;
        expressions = new ExpressionReader(context, locals);
        loops = new LoopReader(context, locals, expressions, operations => Block(operations));
    }

    /// <summary>Reads the body of a property or method declaration.</summary>
    public IReadOnlyList<Statement> Read(SyntaxNode declaration)
    {
        SyntaxNode? body = declaration switch
        {
            PropertyDeclarationSyntax { ExpressionBody: { } arrow } => arrow,
            PropertyDeclarationSyntax property => property.AccessorList?.Accessors.FirstOrDefault(a => a.Body is not null || a.ExpressionBody is not null),
            MethodDeclarationSyntax { ExpressionBody: { } arrow } => arrow,
            MethodDeclarationSyntax { Body: { } block } => block,
            LocalFunctionStatementSyntax { ExpressionBody: { } arrow } => arrow,
            LocalFunctionStatementSyntax { Body: { } block } => block,
            _ => null,
        };
        IOperation? operation = body is null ? null : context.Compilation.GetSemanticModel(body.SyntaxTree).GetOperation(body, context.CancellationToken);
        IBlockOperation? root = operation switch
        {
            IBlockOperation block => block,
            IMethodBodyBaseOperation method => method.BlockBody ?? method.ExpressionBody,
            _ => null,
        };
        if (root is null)
        {
            context.Unsupported(declaration, "A member without a body", "Write '=> expression;' or a getter.");
            return [];
        }

        return Block(root.Operations);
    }

    private List<Statement> Block(IEnumerable<IOperation> operations)
    {
        List<Statement> statements = [];
        IOperation[] all = [.. Flat(operations)];
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i] is IConditionalOperation conditional)
            {
                IOperation[] otherwise = conditional.WhenFalse is null ? [] : [conditional.WhenFalse];
                if (otherwise.Append(conditional.WhenTrue).Any(MayReturn))
                {
                    // What follows belongs to the arms that go on.
                    IOperation[] rest = [.. all.Skip(i + 1)];
                    bool thenReturns = AlwaysReturns(conditional.WhenTrue);
                    bool elseReturns = otherwise.Any(AlwaysReturns);
                    statements.Add(Statement.NewIf(
                        expressions.Read(conditional.Condition),
                        ListModule.OfSeq(Block(thenReturns ? [conditional.WhenTrue] : [conditional.WhenTrue, .. rest])),
                        ListModule.OfSeq(Block(elseReturns ? otherwise : [.. otherwise, .. rest]))));
                    return statements;
                }
            }

            statements.AddRange(Read(all[i]));
        }

        return statements;
    }

    private static IEnumerable<IOperation> Flat(IEnumerable<IOperation> operations) =>
        operations.SelectMany(operation => operation is IBlockOperation block ? Flat(block.Operations) : [operation]);

    private static bool MayReturn(IOperation operation) => operation is IReturnOperation || operation.Descendants().OfType<IReturnOperation>().Any();

    private static bool AlwaysReturns(IOperation operation) => operation switch
    {
        IReturnOperation => true,
        IBlockOperation block => block.Operations.Any(AlwaysReturns),
        IConditionalOperation { WhenFalse: not null } conditional => AlwaysReturns(conditional.WhenTrue) && AlwaysReturns(conditional.WhenFalse!),
        _ => false,
    };

    private IEnumerable<Statement> Read(IOperation operation)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        switch (operation)
        {
            case IReturnOperation { ReturnedValue: { } value }:
                return [Statement.NewReturn(IsDistribution(value) ? Expr.NewDraw(new DistributionReader(context, expressions).Read(value)) : expressions.Read(value))];
            case IVariableDeclarationGroupOperation group:
                return [.. group.Declarations.SelectMany(declaration => declaration.Declarators).Select(Declare)];
            case IExpressionStatementOperation expression:
                return Expression(expression.Operation);
            case IConditionalOperation conditional:
                return
                [
                    Statement.NewIf(
                        expressions.Read(conditional.Condition),
                        ListModule.OfSeq(Block([conditional.WhenTrue])),
                        ListModule.OfSeq(Block(conditional.WhenFalse is null ? [] : [conditional.WhenFalse]))),
                ];
            case IForLoopOperation loop:
                return loops.Read(loop);
            case ILoopOperation loop:
                context.Report(Descriptors.LoopForm, loop.Syntax);
                return [];
            case IEmptyOperation:
            case ILocalFunctionOperation:
                return [];
            default:
                context.Unsupported(operation.Syntax, $"This statement ({operation.Kind})", "Use locals, assignments, if, counted for loops and return.");
                return [];
        }
    }

    private bool IsDistribution(IOperation value) => result switch
    {
        BodyResult.Distribution => true,
        BodyResult.Value => false,
        _ => (value is IConversionOperation conversion ? conversion.Operand : value).Type.IsDistribution(),
    };

    private Statement Declare(IVariableDeclaratorOperation declarator)
    {
        Local local = context.NewLocal(declarator.Symbol.Name);
        IOperation? initial = declarator.Initializer?.Value ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer?.Value;
        Expr value = initial is not null ? expressions.Read(initial)
            : declarator.Symbol.Type.IsInteger() ? Expr.NewInt(0)
            : Expr.NewReal(0.0);
        locals[declarator.Symbol] = Expr.NewLocalRef(local);
        return Statement.NewDeclare(local, value);
    }

    private IEnumerable<Statement> Expression(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment.Target, expressions.Read(assignment.Value));
            case ICompoundAssignmentOperation compound when Compound(compound.OperatorKind) is { } op:
                if (compound.Target is not ILocalReferenceOperation)
                {
                    context.Report(Descriptors.ElementOverwritten, compound.Syntax, compound.Target.Syntax.ToString());
                    return [];
                }

                return Assign(compound.Target, Expr.NewBinary(op, expressions.Read(compound.Target), expressions.Read(compound.Value)));
            case IIncrementOrDecrementOperation { Target: ILocalReferenceOperation } step:
                BinaryOp direction = step.Kind == OperationKind.Increment ? BinaryOp.Add : BinaryOp.Subtract;
                return Assign(step.Target, Expr.NewBinary(direction, expressions.Read(step.Target), Expr.NewInt(1)));
            case IDeconstructionAssignmentOperation deconstruction:
                return Deconstruct(deconstruction);
            default:
                context.Unsupported(operation.Syntax, "This expression as a statement", "Assign its value to a local or return it.");
                return [];
        }
    }

    private static BinaryOp? Compound(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => BinaryOp.Add,
        BinaryOperatorKind.Subtract => BinaryOp.Subtract,
        BinaryOperatorKind.Multiply => BinaryOp.Multiply,
        BinaryOperatorKind.Divide => BinaryOp.Divide,
        _ => null,
    };

    private IEnumerable<Statement> Assign(IOperation target, Expr value)
    {
        switch (target)
        {
            case ILocalReferenceOperation local when context.LoopIndices.Contains(local.Local):
                context.Report(Descriptors.LoopForm, target.Syntax);
                return [];
            case ILocalReferenceOperation local when locals.TryGetValue(local.Local, out Expr? known) && known is Expr.LocalRef reference:
                return [Statement.NewAssign(reference.Item, value)];
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: ILocalReferenceOperation local } element
                when (local.Type.IsPlainVector() || local.Type.IsMatrix()) && locals.TryGetValue(local.Local, out Expr? known) && known is Expr.LocalRef reference:
                return [Statement.NewAssignElement(reference.Item, ListModule.OfSeq(ExpressionReader.InOrder(element.Arguments).Select(expressions.Read)), Expr.NewMarked(context.Mark(element.Syntax), value))];
            default:
                context.Unsupported(target.Syntax, "Assignment to this", "Assign to locals, or to elements of a local made by 'new Vector(n)' or 'new Matrix(rows, columns)'.");
                return [];
        }
    }

    private IEnumerable<Statement> Deconstruct(IDeconstructionAssignmentOperation deconstruction)
    {
        IOperation target = deconstruction.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : deconstruction.Target;
        if (target is not ITupleOperation tuple)
        {
            context.Unsupported(deconstruction.Syntax, "This deconstruction", "Deconstruct a tuple into locals: var (a, b) = ...;");
            return [];
        }

        Local whole = context.NewLocal("tuple");
        List<Statement> statements = [Statement.NewDeclare(whole, expressions.Read(deconstruction.Value))];
        for (int k = 0; k < tuple.Elements.Length; k++)
        {
            IOperation element = tuple.Elements[k] is IDeclarationExpressionOperation inner ? inner.Expression : tuple.Elements[k];
            Expr item = Expr.NewItem(Expr.NewLocalRef(whole), k);
            if (element is ILocalReferenceOperation local && !locals.ContainsKey(local.Local))
            {
                Local declared = context.NewLocal(local.Local.Name);
                locals[local.Local] = Expr.NewLocalRef(declared);
                statements.Add(Statement.NewDeclare(declared, item));
            }
            else if (element is not IDiscardOperation)
            {
                statements.AddRange(Assign(element, item));
            }
        }

        return statements;
    }
}
