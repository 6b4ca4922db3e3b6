// Every library model computes the same with and without each optimising pass.
using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Exmc.Core;
using Exmc.Generator.Reading;
using Exmc.TestSupport;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.FSharp.Collections;
using Xunit;

namespace Exmc.Generator.Tests;

public class PassTests
{
    /// <summary>Relative to the largest component: what the issue allows a rewriting to change.</summary>
    private const double Tolerance = 1e-10;

    public static TheoryData<string> Variants => [.. Passes.names, "all"];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Density_and_gradient_are_the_same_without_a_pass(string without)
    {
        FSharpSet<string> passes = SetModule.OfSeq(Passes.names.Where(name => without != "all" && name != without));
        MethodInfo find = Library(passes).GetType("Exmc.Models.Catalogue", throwOnError: true)!.GetMethod("Find")!;
        foreach (Models.CatalogueEntry entry in Models.Catalogue.Entries)
        {
            JsonElement json = TestData.Element(entry.Name);
            IDensity with = entry.FromJson(json).Bind();
            object variant = find.Invoke(null, [entry.Name])!;
            IDensity plain = ((Func<JsonElement, IModel>)variant.GetType().GetProperty("FromJson")!.GetValue(variant)!)(json).Bind();
            foreach (double[] position in TestData.Positions(with.Dimension, 3))
            {
                double[] expected = new double[with.Dimension], actual = new double[with.Dimension];
                Assert.Equal(plain.Evaluate(position, expected, out double plainDensity), with.Evaluate(position, actual, out double density));
                double scale = Tolerance * expected.Select(Math.Abs).Append(Math.Abs(plainDensity)).Append(1.0).Max();
                Assert.True(Math.Abs(density - plainDensity) <= scale, $"{entry.Name}: log density {density}, without the pass {plainDensity}");
                for (int k = 0; k < expected.Length; k++)
                {
                    Assert.True(Math.Abs(actual[k] - expected[k]) <= scale, $"{entry.Name}: gradient {k} is {actual[k]}, without the pass {expected[k]}");
                }
            }
        }
    }

    /// <summary>A pass that did something is a stage; none of them may be idle in the library.</summary>
    [Theory]
    [InlineData("ar_k", "reductions fusion targets collapse")]
    [InlineData("gaussian_mixture", "reductions invariants targets")]
    [InlineData("logistic", "rows products logs merging stores panels fma")]
    [InlineData("sv", "exponentials logs fma")]
    [InlineData("sensor", "reductions logs tapes fma")]
    [InlineData("survey_response", "rows")]
    [InlineData("robust_regression", "rows")]
    [InlineData("kidscore_interaction", "collapse stores")]
    public void A_pass_does_what_it_is_for(string model, string passes)
    {
        string stages = Models.Catalogue.Find(model)!.Stages;
        Assert.All(passes.Split(' '), pass => Assert.Contains($"== {pass} ==", stages, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ar_k")]
    [InlineData("kidscore_interaction")]
    [InlineData("simple")]
    public void A_collapsed_likelihood_has_no_loop_over_the_readings(string model)
    {
        string stages = Models.Catalogue.Find(model)!.Stages;
        string kernel = stages[stages.IndexOf("== kernel ==", StringComparison.Ordinal)..stages.IndexOf("== bind time ==", StringComparison.Ordinal)];
        Assert.DoesNotMatch(@"in \S+ \.\. \(?length\(", kernel);
    }

    [Theory]
    [InlineData("", true, true)]
    [InlineData("none", false, false)]
    [InlineData("-collapse", false, true)]
    [InlineData("products", false, true)]
    [InlineData("collapse, products", true, true)]
    public void A_model_chooses_its_passes(string chosen, bool collapses, bool multiplies)
    {
        const string Body = " [Data] public required Matrix X { get; init; } [Data] public required Vector Y { get; init; } [Parameter] Vector B => Normal(0, 1).Repeat(X.Columns); "
            + "[Observed(nameof(Y))] Vector R => Normal(X * B, 1); [Factor] Vector F => Exp(X * B); }";
        string attribute = chosen.Length == 0 ? "[Model]" : $"[Model(Passes = \"{chosen}\")]";
        (_, _, string source) = GeneratorHost.Run($"{attribute} partial class M {{{Body}");
        Assert.Equal(collapses, source.Contains("GramFactor.Factor", StringComparison.Ordinal));
        Assert.Equal(multiplies, source.Contains("PackedMatrix.Multiply", StringComparison.Ordinal));
    }

    /// <summary>The model library compiled with some of the passes.</summary>
    private static Assembly Library(FSharpSet<string> passes)
    {
        string folder = Path.Combine(FolderAbove.Repository(), "models", "Exmc.Models");
        CSharpCompilation library = GeneratorHost.CompileFiles("Exmc.Models.Variant", Directory.EnumerateFiles(folder, "*.cs"));
        ModelGenerator generator = new(ModelReader.Read, (_, model) => Compiler.compileWith(passes, model));
        GeneratorHost.Driver(generator).RunGeneratorsAndUpdateCompilation(library, out Compilation output, out _);
        using MemoryStream image = new();
        Assert.Empty(output.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        image.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
    }
}
