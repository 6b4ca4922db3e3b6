// Types of the modelling vocabulary, recognised by name.
using Microsoft.CodeAnalysis;

namespace Exmc.Generator.Reading;

internal static class VocabularyTypes
{
    public static bool IsReal(this ITypeSymbol? type) => Is(type, RuntimeNames.RealType);

    public static bool IsVector(this ITypeSymbol? type) => Is(type, RuntimeNames.VectorType);

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
