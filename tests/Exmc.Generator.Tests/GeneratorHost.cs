// Runs the generator in process.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Exmc.Generator.Tests;

internal static class GeneratorHost
{
    public const string Usings = "using Exmc;\nusing static Exmc.Distributions;\n";

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest);

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Test",
        sources.Select((source, index) => CSharpSyntaxTree.ParseText(Usings + source, ParseOptions, $"Source{index}.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A compilation of a project's files, with the usings that every project here has.</summary>
    public static CSharpCompilation CompileFiles(string assembly, IEnumerable<string> files) => CSharpCompilation.Create(
        assembly,
        files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), ParseOptions, file)).Append(CSharpSyntaxTree.ParseText(
            "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading;", ParseOptions)),
        References.Where(reference => Path.GetFileName(reference.Display) != "Exmc.Models.dll"),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));

    public static GeneratorDriver Driver(ModelGenerator? generator = null) => CSharpGeneratorDriver.Create(
        [(generator ?? new ModelGenerator()).AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Diagnostics of the generator, those of the compiler with the generated files in place, and the files of models.</summary>
    public static (IReadOnlyList<Diagnostic> Generator, IReadOnlyList<Diagnostic> Compiler, string Source) Run(string source, ModelGenerator? generator = null)
    {
        GeneratorDriver driver = Driver(generator).RunGeneratorsAndUpdateCompilation(Compile(source), out Compilation output, out _);
        GeneratorDriverRunResult result = driver.GetRunResult();
        string[] always = [.. Driver(generator).RunGenerators(Compile()).GetRunResult().GeneratedTrees.Select(tree => tree.FilePath)];
        return (
            result.Diagnostics,
            [.. output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)],
            string.Concat(result.GeneratedTrees.Where(tree => !always.Contains(tree.FilePath)).Select(tree => tree.ToString())));
    }

    /// <summary>Splits a source with one [|marked|] span into the source and the text in the span.</summary>
    public static (string Source, TextSpan Span) Marked(string source)
    {
        int start = source.IndexOf("[|", StringComparison.Ordinal);
        int end = source.IndexOf("|]", StringComparison.Ordinal);
        return (source.Replace("[|", string.Empty).Replace("|]", string.Empty), TextSpan.FromBounds(Usings.Length + start, Usings.Length + end - 2));
    }
}
