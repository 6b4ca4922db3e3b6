// What the fixes of models have in common: one change of the syntax at a diagnostic.
using System.Collections.Immutable;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Exmc.CodeFixes;

/// <summary>A fix that replaces one node. Diagnostics of one document can be fixed together.</summary>
public abstract class ModelFix(string diagnosticId, string title) : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [diagnosticId];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode marked = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (Replacement(marked) is { } replacement)
            {
                Document changed = context.Document.WithSyntaxRoot(root.ReplaceNode(replacement.Old, replacement.New));
                context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(changed), equivalenceKey: title), diagnostic);
            }
        }
    }

    /// <summary>The node to replace and what stands in its place; null when the remedy is not mechanical.</summary>
    protected abstract (SyntaxNode Old, SyntaxNode New)? Replacement(SyntaxNode marked);
}
