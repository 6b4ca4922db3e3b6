// EXMC0104: a model class that is not partial.
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Exmc.CodeFixes;

/// <summary>Adds "partial" to the class, behind its other modifiers.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddPartialFix))]
[Shared]
public sealed class AddPartialFix() : ModelFix("EXMC0104", "Add 'partial'")
{
    /// <inheritdoc/>
    protected override (SyntaxNode Old, SyntaxNode New)? Replacement(SyntaxNode marked)
    {
        if (marked.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || type.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return null;
        }

        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (type.Modifiers.Count > 0)
        {
            return (type, type.AddModifiers(partial));
        }

        // What stands before the keyword "class" now stands before the modifier.
        SyntaxToken keyword = type.Keyword;
        return (type, type.WithKeyword(keyword.WithLeadingTrivia()).AddModifiers(partial.WithLeadingTrivia(keyword.LeadingTrivia)));
    }
}
