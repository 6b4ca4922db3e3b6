// Members of a model are not "unused"; other members still are.
using System.Collections.Immutable;
using Exmc.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Exmc.Generator.Tests;

public class SuppressorTests
{
    [Fact]
    public async Task Unused_member_is_silenced_in_models_alone()
    {
        CSharpCompilation compilation = GeneratorHost.Compile(
            "[Model] partial class M { private Real A => Normal(0, 1); } class Other { private int B => 1; }");
        CompilationWithAnalyzers analysed = compilation.WithAnalyzers(
            [new UnusedMemberStandIn(), new UnusedMemberSuppressor()],
            new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true));
        ImmutableArray<Diagnostic> diagnostics = await analysed.GetAnalyzerDiagnosticsAsync();
        Assert.Equal(["A:True", "B:False"], diagnostics.OrderBy(d => d.Location.SourceSpan.Start).Select(d => $"{d.GetMessage()}:{d.IsSuppressed}"));
    }

    /// <summary>Reports every private property, as the editor's own analyzer does when nothing reads it.</summary>
    private sealed class UnusedMemberStandIn : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Rule = new("IDE0051", "Unused", "{0}", "Style", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSyntaxNodeAction(
                node =>
                {
                    SyntaxToken name = ((PropertyDeclarationSyntax)node.Node).Identifier;
                    node.ReportDiagnostic(Diagnostic.Create(Rule, name.GetLocation(), name.Text));
                },
                SyntaxKind.PropertyDeclaration);
        }
    }
}
