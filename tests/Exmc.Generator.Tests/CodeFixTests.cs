// Code fixes turn a mistake into the model that was meant.
using Exmc.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Exmc.Generator.Tests;

public class CodeFixTests
{
    private const string Scale = "[Model] partial class M { [Data] public required Vector Y { get; init; } [Parameter] Real S => PRIOR; [Observed(nameof(Y))] Vector R => Normal(0, S).Repeat(Y.Length); }";

    [Theory]
    [InlineData("[Model] class M { [Parameter] Real A => Normal(0, 1); }", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); }")]
    [InlineData("[Model] public sealed class M { [Parameter] Real A => Normal(0, 1); }", "[Model] public sealed partial class M { [Parameter] Real A => Normal(0, 1); }")]
    public async Task A_class_becomes_partial(string mistake, string meant) => Assert.Equal(meant, await Fixed(mistake, new AddPartialFix()));

    [Fact]
    public async Task A_scale_becomes_positive() => Assert.Equal(
        Scale.Replace("PRIOR", "Normal(0, 1).Truncated(0)", StringComparison.Ordinal),
        await Fixed(Scale.Replace("PRIOR", "Normal(0, 1)", StringComparison.Ordinal), new AddTruncationFix()));

    [Theory]
    [InlineData("Normal(0, 1).Truncated(3, -1.5)", "Normal(0, 1).Truncated(-1.5, 3)")]
    [InlineData("Normal(0, 1).Truncated(lower: 3, upper: 1)", "Normal(0, 1).Truncated(lower: 1, upper: 3)")]
    public async Task Bounds_change_places(string mistake, string meant)
    {
        string Model(string prior) => $"[Model] partial class M {{ [Parameter] Real A => {prior}; }}";
        Assert.Equal(Model(meant), await Fixed(Model(mistake), new SwapBoundsFix()));
    }

    /// <summary>The source after the one fix that is offered, which leaves no mistake behind.</summary>
    private static async Task<string> Fixed(string source, CodeFixProvider fix)
    {
        using AdhocWorkspace workspace = new();
        Document document = workspace.AddProject("Test", LanguageNames.CSharp).WithParseOptions(GeneratorHost.ParseOptions).AddDocument("Source0.cs", GeneratorHost.Usings + source);
        Diagnostic diagnostic = Assert.Single(GeneratorHost.Run(source).Generator, candidate => fix.FixableDiagnosticIds.Contains(candidate.Id));
        SyntaxTree tree = (await document.GetSyntaxTreeAsync())!;
        Diagnostic here = Diagnostic.Create(diagnostic.Descriptor, Location.Create(tree, diagnostic.Location.SourceSpan));
        List<CodeAction> actions = [];
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, here, (action, _) => actions.Add(action), CancellationToken.None));
        ApplyChangesOperation change = Assert.Single((await Assert.Single(actions).GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>());
        string result = (await change.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString()[GeneratorHost.Usings.Length..];
        Assert.DoesNotContain(GeneratorHost.Run(result).Generator, candidate => candidate.Severity >= DiagnosticSeverity.Warning);
        return result;
    }
}
