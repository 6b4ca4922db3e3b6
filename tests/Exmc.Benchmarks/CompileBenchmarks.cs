// What the generator costs a build, and an edit elsewhere.
using BenchmarkDotNet.Attributes;
using Exmc.Generator;
using Exmc.TestSupport;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Exmc.Benchmarks;

/// <summary>The generator over the whole model library in one project: the first run, and a run after an edit that no model can see.</summary>
[InProcess]
public class CompileBenchmarks
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    private GeneratorDriver driver = null!;
    private CSharpCompilation compilation = null!;
    private SyntaxTree edited = null!;
    private int edits;

    /// <summary>Parses the library and runs the generator once.</summary>
    [GlobalSetup]
    public void Setup()
    {
        string folder = Path.Combine(FolderAbove.Repository(), "models", "Exmc.Models");
        edited = Parse("class Report { }", "Report.cs");
        compilation = CSharpCompilation.Create(
            "Library",
            [
                edited,
                Parse("global using System; global using System.Collections.Generic; global using System.Linq;", "Usings.cs"),
                .. Directory.GetFiles(folder, "*.cs").Select(file => Parse(File.ReadAllText(file), file)),
            ],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => !path.EndsWith("Exmc.Models.dll", StringComparison.Ordinal))
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        driver = Fresh().RunGenerators(compilation);
        if (driver.GetRunResult().Diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new InvalidOperationException($"The library does not compile here: {error}");
        }
    }

    /// <summary>Reads, compiles and writes every model.</summary>
    [Benchmark(Baseline = true)]
    public GeneratorDriver EveryModel() => Fresh().RunGenerators(compilation);

    /// <summary>A member added to a class that is no model.</summary>
    [Benchmark]
    public GeneratorDriver UnrelatedEdit()
    {
        SyntaxTree next = Parse($"class Report {{ int lines{edits++}; }}", "Report.cs");
        compilation = compilation.ReplaceSyntaxTree(edited, next);
        edited = next;
        return driver = driver.RunGenerators(compilation);
    }

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    private static GeneratorDriver Fresh() => CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: ParseOptions);
}
