// Types of the modelling vocabulary, recognised by name.
using Exmc.Core.Source;
using Microsoft.CodeAnalysis;

namespace Exmc.Generator.Reading;

internal static class VocabularyTypes
{
    public static bool IsReal(this ITypeSymbol? type) => Is(type, RuntimeNames.RealType);

    /// <summary>A vector, constrained as a whole or not.</summary>
    public static bool IsVector(this ITypeSymbol? type) => type.IsPlainVector() || type.IsConstrainedVector();

    public static bool IsPlainVector(this ITypeSymbol? type) => Is(type, RuntimeNames.VectorType);

    public static bool IsConstrainedVector(this ITypeSymbol? type) => type.VectorConstraint() is not null;

    /// <summary>A matrix, constrained as a whole or not.</summary>
    public static bool IsMatrixLike(this ITypeSymbol? type) => type.IsMatrix() || type.MatrixConstraint() is not null;

    /// <summary>What the type of a parameter says of it as a whole.</summary>
    public static Constraint ConstraintOf(this ITypeSymbol? type) =>
        type.MatricesOf() is { } matrix ? (matrix.MatrixConstraint() is { } each ? Constraint.NewArrayOf(each) : Constraint.Elementwise)
        : type.VectorConstraint() ?? type.MatrixConstraint() ?? Constraint.Elementwise;

    /// <summary>Whether it is an array of matrices.</summary>
    public static bool IsMatrixArray(this ITypeSymbol? type) => type.MatricesOf() is not null;

    /// <summary>What an array of matrices is of; null when the type is something else.</summary>
    private static ITypeSymbol? MatricesOf(this ITypeSymbol? type) =>
        type is INamedTypeSymbol { IsGenericType: true } array && Is(array.ConstructedFrom, RuntimeNames.MatricesType) && array.TypeArguments[0].IsMatrixLike()
            ? array.TypeArguments[0]
            : null;

    private static Constraint? VectorConstraint(this ITypeSymbol? type) =>
        Is(type, RuntimeNames.OrderedType) ? Constraint.Ordered
        : Is(type, RuntimeNames.PositiveOrderedType) ? Constraint.PositiveOrdered
        : Is(type, RuntimeNames.SimplexType) ? Constraint.Simplex
        : Is(type, RuntimeNames.UnitVectorType) ? Constraint.UnitVector
        : Is(type, RuntimeNames.SumToZeroType) ? Constraint.SumToZero
        : null;

    private static Constraint? MatrixConstraint(this ITypeSymbol? type) =>
        Is(type, RuntimeNames.CholeskyCorrelationType) ? Constraint.CholeskyCorrelation
        : Is(type, RuntimeNames.CholeskyCovarianceType) ? Constraint.CholeskyCovariance
        : Is(type, RuntimeNames.CorrelationType) ? Constraint.Correlation
        : Is(type, RuntimeNames.CovarianceType) ? Constraint.Covariance
        : type is INamedTypeSymbol { IsGenericType: true } rows && Is(rows.ConstructedFrom, RuntimeNames.RowsType) && rows.TypeArguments[0].VectorConstraint() is { } inner
            ? Constraint.NewArrayOf(inner)
        : null;

    public static bool IsMatrix(this ITypeSymbol? type) => Is(type, RuntimeNames.MatrixType);

    public static bool IsInteger(this ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Int32;

    public static bool IsDouble(this ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Double;

    public static bool IsIntegerArray(this ITypeSymbol? type) => type is IArrayTypeSymbol { Rank: 1 } array && array.ElementType.IsInteger();

    public static bool IsDistribution(this ITypeSymbol? type) =>
        Is(type, RuntimeNames.ScalarDistribution)
        || Is(type, RuntimeNames.VectorDistribution)
        || Is(type, RuntimeNames.DiscreteDistribution)
        || Is(type, RuntimeNames.MatrixDistribution)
        || Is(type, RuntimeNames.MatricesDistribution)
        || Is(type, RuntimeNames.VectorDiscreteDistribution);

    private static bool Is(ITypeSymbol? type, string name) => type?.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) == name;
}
