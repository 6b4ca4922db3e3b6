// Expressions of model bodies.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Source;
using Exmc.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.FSharp.Collections;

namespace Exmc.Generator.Reading;

/// <summary>Reads the operations of one body against an allow-list; whatever else stands there is a diagnostic.</summary>
internal sealed class ExpressionReader(ReadContext context, IReadOnlyDictionary<ISymbol, Expr> locals)
{
    /// <summary>Locals and parameters in scope.</summary>
    public IReadOnlyDictionary<ISymbol, Expr> Locals => locals;

    private DistributionReader Distributions => new(context, this);

    public Expr Read(IOperation operation)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        return Constant(operation) ?? operation switch
        {
            IConversionOperation conversion => Conversion(conversion),
            IBinaryOperation binary => Binary(binary),
            IUnaryOperation unary => Unary(unary),
            IConditionalOperation { WhenFalse: not null } conditional =>
                Expr.NewConditional(Read(conditional.Condition), Read(conditional.WhenTrue), Read(conditional.WhenFalse!)),
            IPropertyReferenceOperation property => Property(property),
            IFieldReferenceOperation field => Field(field),
            ILocalReferenceOperation local => Symbol(local.Local, local.Syntax),
            IParameterReferenceOperation parameter => Symbol(parameter.Parameter, parameter.Syntax),
            IInvocationOperation call => Call(call),
            IObjectCreationOperation creation => Creation(creation),
            ITupleOperation tuple => Expr.NewTuple(ListModule.OfSeq(tuple.Elements.Select(Read))),
            ICollectionExpressionOperation collection when collection.Type.IsPlainVector() => Expr.NewStack(ListModule.OfSeq(
                collection.Elements.Select(element => Read(element is ISpreadOperation spread ? spread.Operand : element)))),
            IArrayElementReferenceOperation element => Expr.NewMarked(
                context.Mark(element.Syntax),
                Expr.NewElement(Read(element.ArrayReference), ListModule.OfSeq(element.Indices.Select(Read)))),
            IParenthesizedOperation parenthesised => Read(parenthesised.Operand),
            _ => context.Unsupported(operation.Syntax, $"This construct ({operation.Kind})", "Write it with arithmetic, functions of Exmc.Distributions, locals, conditionals and counted loops."),
        };
    }

    private Expr? Constant(IOperation operation)
    {
        if (!operation.ConstantValue.HasValue)
        {
            return null;
        }

        return operation.ConstantValue.Value switch
        {
            int value => Expr.NewInt(value),
            double value => Expr.NewReal(value),
            float value => Expr.NewReal(value),
            long value => Expr.NewReal(value),
            bool value => Expr.NewBool(value),
            _ => null,
        };
    }

    private Expr Conversion(IConversionOperation conversion)
    {
        IOperation operand = conversion.Operand;
        ITypeSymbol? source = operand.Type;
        if (source.IsDistribution())
        {
            context.Report(Descriptors.DistributionAsValue, operand.Syntax);
            return Expr.NewReal(double.NaN);
        }

        if (conversion.Type.IsInteger() && !source.IsInteger())
        {
            return context.Unsupported(conversion.Syntax, "A conversion to an integer", "Declare the data as int.");
        }

        if (operand is ITupleOperation tuple && conversion.Type is INamedTypeSymbol { IsTupleType: true } target)
        {
            return Expr.NewTuple(ListModule.OfSeq(tuple.Elements.Select((element, index) => Converted(Read(element), element.Type, target.TupleElements[index].Type))));
        }

        return Converted(Read(operand), source, conversion.Type);
    }

    private static Expr Converted(Expr value, ITypeSymbol? from, ITypeSymbol? to)
    {
        if (!from.IsInteger() || to.IsInteger())
        {
            return value;
        }

        return value is Expr.Int constant ? Expr.NewReal(constant.Item) : Expr.NewToReal(value);
    }

    private Expr Binary(IBinaryOperation binary)
    {
        Expr left = Read(binary.LeftOperand);
        Expr right = Read(binary.RightOperand);
        bool isInteger = binary.LeftOperand.Type.IsInteger() && binary.RightOperand.Type.IsInteger();
        Expr? value = binary.OperatorKind switch
        {
            BinaryOperatorKind.Multiply when binary.LeftOperand.Type.IsMatrixLike() && binary.RightOperand.Type.IsVector() => Expr.NewMatrixVector(left, right),
            BinaryOperatorKind.Multiply when binary.LeftOperand.Type.IsMatrixLike() && binary.RightOperand.Type.IsMatrixLike() => Expr.NewMatrixMatrix(left, right),
            BinaryOperatorKind.Add => Expr.NewBinary(BinaryOp.Add, left, right),
            BinaryOperatorKind.Subtract => Expr.NewBinary(BinaryOp.Subtract, left, right),
            BinaryOperatorKind.Multiply => Expr.NewBinary(BinaryOp.Multiply, left, right),
            BinaryOperatorKind.Divide => isInteger ? Expr.NewIntegerBinary(IntegerOp.IntDivide, left, right) : Expr.NewBinary(BinaryOp.Divide, left, right),
            BinaryOperatorKind.Remainder when isInteger => Expr.NewIntegerBinary(IntegerOp.IntRemainder, left, right),
            BinaryOperatorKind.LessThan => Expr.NewCompare(Comparison.Less, left, right),
            BinaryOperatorKind.LessThanOrEqual => Expr.NewCompare(Comparison.LessOrEqual, left, right),
            BinaryOperatorKind.GreaterThan => Expr.NewCompare(Comparison.Greater, left, right),
            BinaryOperatorKind.GreaterThanOrEqual => Expr.NewCompare(Comparison.GreaterOrEqual, left, right),
            BinaryOperatorKind.Equals => Expr.NewCompare(Comparison.Equal, left, right),
            BinaryOperatorKind.NotEquals => Expr.NewCompare(Comparison.NotEqual, left, right),
            BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And => Expr.NewAnd(left, right),
            BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or => Expr.NewOr(left, right),
            _ => null,
        };
        if (value is null)
        {
            return context.Unsupported(binary.Syntax, "This operator", "Use + - * /, comparisons, && and ||.");
        }

        return binary.Type.IsVector() || binary.Type.IsMatrixLike() ? Expr.NewMarked(context.Mark(binary.Syntax), value) : value;
    }

    private Expr Unary(IUnaryOperation unary) => unary.OperatorKind switch
    {
        UnaryOperatorKind.Minus => Expr.NewUnary(UnaryOp.Negate, Read(unary.Operand)),
        UnaryOperatorKind.Plus => Read(unary.Operand),
        UnaryOperatorKind.Not => Expr.NewNot(Read(unary.Operand)),
        _ => context.Unsupported(unary.Syntax, "This operator", "Use -, + or !."),
    };

    private Expr Property(IPropertyReferenceOperation reference)
    {
        IPropertySymbol property = reference.Property;
        ITypeSymbol? owner = reference.Instance?.Type;
        if (property.IsIndexer && (owner.IsVector() || owner.IsMatrixLike() || owner.IsMatrixArray()))
        {
            return Expr.NewMarked(context.Mark(reference.Syntax), Indexed(reference));
        }

        if (owner.IsVector() || owner is IArrayTypeSymbol)
        {
            return property.Name == "Length" ? Expr.NewLength(Read(reference.Instance!), 0) : UnknownProperty(reference);
        }

        if (owner.IsMatrixLike())
        {
            return property.Name switch
            {
                "Rows" or "Count" => Expr.NewLength(Read(reference.Instance!), 0),
                "Columns" => Expr.NewLength(Read(reference.Instance!), 1),
                _ => UnknownProperty(reference),
            };
        }

        if (owner.IsMatrixArray())
        {
            int axis = property.Name switch { "Count" => 0, "Rows" => 1, _ => 2 };
            return Expr.NewLength(Read(reference.Instance!), axis);
        }

        bool isOwn = SymbolEqualityComparer.Default.Equals(property.ContainingType, context.Model)
            && reference.Instance is null or IInstanceReferenceOperation;
        return isOwn ? Expr.NewMarked(context.Mark(reference.Syntax), Expr.NewMember(property.Name)) : UnknownProperty(reference);
    }

    private Expr UnknownProperty(IPropertyReferenceOperation reference) => context.Unsupported(
        reference.Syntax, $"The property '{reference.Property.Name}'", "Use members of the model, Length, Rows and Columns.");

    private Expr Indexed(IPropertyReferenceOperation reference)
    {
        Expr value = Read(reference.Instance!);
        IOperation[] arguments = [.. InOrder(reference.Arguments)];
        if (arguments.Length == 1 && arguments[0].Type.IsIntegerArray())
        {
            return Expr.NewGather(value, Read(arguments[0]));
        }

        if (arguments.Length == 1 && arguments[0] is IRangeOperation range)
        {
            Expr start = range.LeftOperand is null ? Expr.NewInt(0) : End(range.LeftOperand, value);
            Expr end = range.RightOperand is null ? Expr.NewLength(value, 0) : End(range.RightOperand, value);
            return Expr.NewSlice(value, start, Expr.NewBinary(BinaryOp.Subtract, end, start));
        }

        return Expr.NewElement(value, ListModule.OfSeq(arguments.Select(Read)));
    }

    /// <summary>An end of a range: an integer, or one counted from the end.</summary>
    private Expr End(IOperation operation, Expr vector) => operation switch
    {
        IConversionOperation { Operand: var operand } when operand.Type.IsInteger() => Read(operand),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat => Expr.NewBinary(BinaryOp.Subtract, Expr.NewLength(vector, 0), Read(hat.Operand)),
        _ => Read(operation),
    };

    private Expr Field(IFieldReferenceOperation reference)
    {
        if (reference.Instance?.Type is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            int index = tuple.TupleElements.ToList().FindIndex(element =>
                element.Name == reference.Field.Name || SymbolEqualityComparer.Default.Equals(element.CorrespondingTupleField, reference.Field.CorrespondingTupleField ?? reference.Field));
            return Expr.NewItem(Read(reference.Instance), index);
        }

        return context.Unsupported(reference.Syntax, $"The field '{reference.Field.Name}'", "Declare it const, or as a [Data] property.");
    }

    private Expr Symbol(ISymbol symbol, SyntaxNode syntax) => locals.TryGetValue(symbol, out Expr? value)
        ? value
        : context.Unsupported(syntax, $"'{symbol.Name}'", "Use members of the model, locals and parameters of helpers.");

    private Expr Creation(IObjectCreationOperation creation)
    {
        if (creation.Type.IsPlainVector() && creation.Arguments.Length == 1 && creation.Arguments[0].Value.Type.IsInteger())
        {
            return Expr.NewZeros(Read(creation.Arguments[0].Value));
        }

        if (creation.Type.IsMatrix() && creation.Arguments.Length == 2 && creation.Arguments.All(argument => argument.Value.Type.IsInteger()))
        {
            Expr[] lengths = [.. InOrder(creation.Arguments).Select(Read)];
            return Expr.NewZerosMatrix(lengths[0], lengths[1]);
        }

        return context.Unsupported(creation.Syntax, "Creating an object", "Only 'new Vector(n)' and 'new Matrix(rows, columns)' make locals.");
    }

    private Expr Call(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        string owner = method.ContainingType.ToDisplayString();
        if (method.ReturnType.IsDistribution() && owner is RuntimeNames.DistributionsClass or RuntimeNames.ScalarDistribution or RuntimeNames.VectorDistribution or RuntimeNames.DiscreteDistribution)
        {
            context.Report(Descriptors.DistributionAsValue, call.Syntax);
            return Expr.NewReal(double.NaN);
        }

        if (owner == RuntimeNames.DistributionsClass && method.Name == "LogDensity")
        {
            return Expr.NewMarked(context.Mark(call.Syntax), LogDensity([.. InOrder(call.Arguments)]));
        }

        if (owner == RuntimeNames.DistributionsClass && method.Name is "LogCdf" or "LogSurvival")
        {
            IOperation[] arguments = [.. InOrder(call.Arguments)];
            Tail tail = method.Name == "LogCdf" ? Tail.Below : Tail.Above;
            return Expr.NewMarked(context.Mark(call.Syntax), Expr.NewLogTail(tail, Read(arguments[0]), Distributions.Read(arguments[1])));
        }

        if (owner == RuntimeNames.DistributionsClass && method.Name == "Draw")
        {
            return Expr.NewMarked(context.Mark(call.Syntax), Expr.NewSimulated(Distributions.Read(call.Arguments[0].Value)));
        }

        if (owner == RuntimeNames.DistributionsClass && method.Name is "SolveOde" or "SolveStiffOde")
        {
            return Expr.NewMarked(context.Mark(call.Syntax), new OdeReader(context, this).Read(call));
        }

        if (owner == "System.Math" && method.Name is "Min" or "Max" && method.ReturnType.IsInteger())
        {
            IntegerOp op = method.Name == "Min" ? IntegerOp.IntMinimum : IntegerOp.IntMaximum;
            return Expr.NewIntegerBinary(op, Read(call.Arguments[0].Value), Read(call.Arguments[1].Value));
        }

        if (call.Instance?.Type.IsMatrixLike() == true && method.Name is "Row" or "Column")
        {
            Expr index = Read(call.Arguments[0].Value);
            return method.Name == "Row" ? Expr.NewRow(Read(call.Instance!), index) : Expr.NewColumn(Read(call.Instance!), index);
        }

        if (owner is RuntimeNames.DistributionsClass or "System.Math")
        {
            Expr[] arguments = [.. InOrder(call.Arguments).Select(Read)];
            Expr? function = owner == "System.Math" ? VocabularyCalls.MathFunction(method.Name, arguments)
                : VocabularyCalls.Function(method.Name, arguments) ?? new MatrixCalls(context).Read(method.Name, arguments) ?? new CovarianceCalls(context).Read(method.Name, arguments);
            if (function is not null)
            {
                return Expr.NewMarked(context.Mark(call.Syntax), function);
            }
        }

        return new HelperReader(context, this).Inline(call);
    }

    private Expr LogDensity(IOperation[] arguments) => Expr.NewLogDensity(Read(arguments[0]), Distributions.Read(arguments[1]));

    /// <summary>Arguments in the order of the parameters, however they were written.</summary>
    public static IEnumerable<IOperation> InOrder(IEnumerable<IArgumentOperation> arguments) =>
        arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0).Select(argument => argument.Value);
}
