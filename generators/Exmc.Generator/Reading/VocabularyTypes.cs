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

    public static bool IsConstrainedVector(this ITypeSymbol? type) => !type.ConstraintOf().IsElementwise;

    /// <summary>What the type of a parameter says of it as a whole.</summary>
    public static Constraint ConstraintOf(this ITypeSymbol? type) =>
        Is(type, RuntimeNames.OrderedType) ? Constraint.Ordered
        : Is(type, RuntimeNames.PositiveOrderedType) ? Constraint.PositiveOrdered
        : Is(type, RuntimeNames.SimplexType) ? Constraint.Simplex
        : Is(type, RuntimeNames.UnitVectorType) ? Constraint.UnitVector
        : Is(type, RuntimeNames.SumToZeroType) ? Constraint.SumToZero
        : Constraint.Elementwise;

    public static bool IsMatrix(this ITypeSymbol? type) => Is(type, RuntimeNames.MatrixType);

    public static bool IsInteger(this ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Int32;

    public static bool IsDouble(this ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Double;

    public static bool IsIntegerArray(this ITypeSymbol? type) => type is IArrayTypeSymbol { Rank: 1 } array && array.ElementType.IsInteger();

    public static bool IsDistribution(this ITypeSymbol? type) =>
        Is(type, RuntimeNames.ScalarDistribution)
        || Is(type, RuntimeNames.VectorDistribution)
        || Is(type, RuntimeNames.DiscreteDistribution)
        || Is(type, RuntimeNames.VectorDiscreteDistribution);

    private static bool Is(ITypeSymbol? type, string name) => type?.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) == name;
}
