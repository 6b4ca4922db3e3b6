// Parts of the sampler with their tests, compiled from changed text.
using System.Reflection;
using System.Runtime.Loader;
using Exmc.TestSupport;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Exmc.Tests;

/// <summary>Compiles some files of the sampler, with tests of their invariants, against the rest of the library as it is.</summary>
internal sealed class MutantCompiler
{
    // The library shows its internals to this name; the types compiled here hide those of the library.
    private const string AssemblyName = "Exmc.Benchmarks";
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks; global using Xunit;";
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);
    private readonly Dictionary<string, SyntaxTree> _trees;
    private readonly CSharpCompilation _compilation;

    /// <param name="patterns">Paths from the root of the repository; a star stands for any file name.</param>
    public MutantCompiler(params string[] patterns)
    {
        string root = FolderAbove.Repository();
        _trees = patterns
            .SelectMany(pattern => Directory.GetFiles(Path.Combine(root, Path.GetDirectoryName(pattern)!), Path.GetFileName(pattern)))
            .ToDictionary(path => Path.GetFileName(path), path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), Parsing, path));
        _compilation = CSharpCompilation.Create(
            AssemblyName,
            [CSharpSyntaxTree.ParseText(Usings, Parsing), .. _trees.Values],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetFileName(path) != "Exmc.Tests.dll").Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, concurrentBuild: false, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>How often the text that a mutation replaces stands in its file.</summary>
    public int Matches(Mutation mutation) => _trees[mutation.File].ToString().Split(mutation.Original).Length - 1;

    /// <summary>Runs tests on the code with a mutation, or as it is.</summary>
    /// <returns>What the first test that fails says; null when all pass.</returns>
    public string? FirstFailure(Mutation? mutation, IEnumerable<string> tests)
    {
        CSharpCompilation compilation = _compilation;
        if (mutation is not null)
        {
            SyntaxTree original = _trees[mutation.File];
            string text = original.ToString().Replace(mutation.Original, mutation.Mutated, StringComparison.Ordinal);
            compilation = compilation.ReplaceSyntaxTree(original, CSharpSyntaxTree.ParseText(text, Parsing, original.FilePath));
        }

        using MemoryStream image = new();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, $"{mutation?.Name}: {string.Join("\n", emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))}");
        image.Position = 0;
        AssemblyLoadContext context = new(mutation?.Name ?? "original", isCollectible: true);
        Assembly assembly = context.LoadFromStream(image);
        try
        {
            return tests.Select(test => Failure(assembly, test)).FirstOrDefault(failure => failure is not null);
        }
        finally
        {
            context.Unload();
        }
    }

    private static string? Failure(Assembly assembly, string test)
    {
        Type type = assembly.GetType("Exmc.Tests." + test[..test.IndexOf('.', StringComparison.Ordinal)], throwOnError: true)!;
        MethodInfo method = type.GetMethod(test[(test.IndexOf('.', StringComparison.Ordinal) + 1)..]) ?? throw new MissingMethodException(test);
        object?[][] cases = [.. method.GetCustomAttributes().OfType<Xunit.Sdk.DataAttribute>().SelectMany(data => data.GetData(method))];
        try
        {
            foreach (object?[] arguments in cases.Length == 0 ? [[]] : cases)
            {
                method.Invoke(Activator.CreateInstance(type), arguments);
            }

            return null;
        }
        catch (TargetInvocationException failure)
        {
            return failure.InnerException!.Message;
        }
    }
}
