// EXMC0406: a scale whose prior reaches below zero.
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Exmc.CodeFixes;

/// <summary>Restricts the prior to positive values.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddTruncationFix))]
[Shared]
public sealed class AddTruncationFix() : ModelFix("EXMC0406", "Add '.Truncated(0)'")
{
    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Replacement(SyntaxNode marked)
    {
        if (marked.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } prior)
        {
            return null;
        }

        return (prior, SyntaxFactory.ParseExpression($"{prior.WithoutTrivia()}.Truncated(0)").WithTriviaFrom(prior));
    }
}
