// Members of a model are read by the generator, so they are not unused.
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Exmc.Generator.Diagnostics;

/// <summary>Silences "unused private member" and "could be static" on members of a model.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnusedMemberSuppressor : DiagnosticSuppressor
{
    private static readonly string[] Silenced = ["IDE0051", "IDE0052", "CA1822", "CA1823", "CA1811"];

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } =
    [
        .. Silenced.Select((id, index) => new SuppressionDescriptor(
            $"EXMCS{index + 1:000}", id, "Members of a [Model] class are read by the Exmc generator.")),
    ];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (IsInModel(context, diagnostic))
            {
                context.ReportSuppression(Suppression.Create(SupportedSuppressions.First(s => s.SuppressedDiagnosticId == diagnostic.Id), diagnostic));
            }
        }
    }

    private static bool IsInModel(SuppressionAnalysisContext context, Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
        {
            return false;
        }

        SyntaxNode node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan);
        ISymbol? symbol = context.GetSemanticModel(tree).GetDeclaredSymbol(node, context.CancellationToken);
        return symbol?.ContainingType?.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == RuntimeNames.ModelAttribute) == true;
    }
}
