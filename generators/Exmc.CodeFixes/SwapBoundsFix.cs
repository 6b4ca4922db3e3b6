// EXMC0303: bounds in the wrong order.
using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Exmc.CodeFixes;

/// <summary>Swaps the values of Truncated(lower, upper) where they are constants and the first is the larger one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SwapBoundsFix))]
[Shared]
public sealed class SwapBoundsFix() : ModelFix("EXMC0303", "Swap the bounds")
{
    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Replacement(SyntaxNode marked)
    {
        for (SyntaxNode? node = marked; node is not null and not MemberDeclarationSyntax; node = node.Parent)
        {
            if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Truncated" }, ArgumentList.Arguments: { Count: 2 } bounds } call
                && Value(bounds[0].Expression) is { } first && Value(bounds[1].Expression) is { } second && first > second)
            {
                ArgumentListSyntax swapped = call.ArgumentList.ReplaceNodes(
                    [bounds[0].Expression, bounds[1].Expression],
                    (old, _) => (old == bounds[0].Expression ? bounds[1] : bounds[0]).Expression.WithTriviaFrom(old));
                return (call, call.WithArgumentList(swapped));
            }
        }

        return null;
    }

    private static double? Value(ExpressionSyntax expression) =>
        double.TryParse(expression.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
}
