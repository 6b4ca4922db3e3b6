// A model is read again exactly when something that it can see has changed.
using Exmc.Core;
using Exmc.Generator.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Exmc.Generator.Tests;

public class ReadCacheTests
{
    private const string Model = """
        namespace Plant;

        [Model]
        public partial class Pump
        {
            [Data] public required Vector Y { get; init; }
            [Parameter] Real Mu => Normal(0, Settings.Scale);
            [Observed(nameof(Y))] Vector R => Normal(Shapes.Twice(Mu), 1).Repeat(Y.Length);
        }
        """;

    private const string Settings = """
        public static class Settings { public const double Scale = Defaults.Wide; }
        """;

    private const string Defaults = """
        public static class Defaults { public const double Wide = 10; }
        """;

    private const string Shapes = """
        public static class Shapes { [ModelFunction] public static Real Twice(Real x) => 2 * x; }
        """;

    private const string Other = """
        public class Report { public int Mu; public string Title() => "a"; }
        """;

    private static readonly string[] Files = [Model, Settings, Defaults, Shapes, Other];

    [Theory]
    [InlineData("\"a\"", "\"b\"")]
    [InlineData("int Mu", "int Y")]
    [InlineData("class Report {", "class Report { int lines;")]
    [InlineData("public class Report", "class Footer { } public class Report")]
    [InlineData("class Report", "class Article")]
    [InlineData(Other, "")]
    [InlineData(Other, Other + "[Model] partial class Fan { [Parameter] Real Mu => Normal(0, 1); }", 1)]
    public void An_edit_out_of_sight_reads_nothing(string from, string to, int others = 0)
    {
        (int reads, _, _) = Edit(Other, from, to);
        Assert.Equal(others, reads);
    }

    [Theory]
    [InlineData(Defaults, "10", "20")]
    [InlineData(Settings, "Defaults.Wide", "3.0")]
    [InlineData(Shapes, "2 * x", "3 * x")]
    [InlineData(Model, "1)", "2)")]
    [InlineData(Other, Other, "namespace Plant { public static class Settings { public const double Scale = 4; } }")]
    [InlineData(Other, Other, "namespace Plant { public static class Shapes { [ModelFunction] public static Real Twice(Real x) => 4 * x; } }")]
    [InlineData(Other, Other, "namespace Plant { public partial class Pump { [Parameter] Real Extra => Normal(0, 1); } }")]
    [InlineData(Other, Other, "namespace Plant { public class DataAttribute : System.Attribute { } }")]
    [InlineData(Other, Other, "global using Settings = Narrow; public static class Narrow { public const double Scale = 0.5; }")]
    [InlineData(Other, Other, "namespace Plant.Settings { }")]
    public void An_edit_in_sight_gives_what_a_fresh_generator_gives(string file, string from, string to)
    {
        (int reads, IReadOnlyList<string> before, IReadOnlyList<string> after) = Edit(file, from, to);
        Assert.Equal(1, reads);
        Assert.NotEqual(before, after);
        Assert.Equal(Results(GeneratorHost.Driver().RunGenerators(Compile(file, from, to))), after);
    }

    /// <summary>Reads that an edit costs, and what was generated and reported before and after it.</summary>
    private static (int Reads, IReadOnlyList<string> Before, IReadOnlyList<string> After) Edit(string file, string from, string to)
    {
        int reads = 0;
        ModelGenerator generator = new(
            (context, cancellationToken) =>
            {
                reads++;
                return ModelReader.Read(context, cancellationToken);
            },
            Compiler.compileWith);
        CSharpCompilation first = Compile(string.Empty, "-", "-");
        CSharpCompilation changed = Compile(file, from, to);
        SyntaxTree[] trees = [.. first.SyntaxTrees];
        int index = Array.IndexOf(Files, file);
        CSharpCompilation second = first.ReplaceSyntaxTree(trees[index], changed.SyntaxTrees[index]);
        GeneratorDriver driver = GeneratorHost.Driver(generator).RunGenerators(first);
        IReadOnlyList<string> before = Results(driver);
        Assert.Equal(1, reads);
        reads = 0;
        driver = driver.RunGenerators(second);
        return (reads, before, Results(driver));
    }

    private static CSharpCompilation Compile(string file, string from, string to)
    {
        Assert.True(file.Length == 0 || file.Contains(from, StringComparison.Ordinal));
        return GeneratorHost.Compile([.. Files.Select(source => source == file ? source.Replace(from, to) : source)]);
    }

    private static string[] Results(GeneratorDriver driver)
    {
        GeneratorDriverRunResult result = driver.GetRunResult();
        return [.. result.GeneratedTrees.Select(tree => tree.ToString()), .. result.Diagnostics.Select(diagnostic => diagnostic.ToString())];
    }
}
