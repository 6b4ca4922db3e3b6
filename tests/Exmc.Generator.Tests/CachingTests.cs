// Incremental for real: what does not change a model does not compile it again, and what does, does.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Exmc.Generator.Tests;

public class CachingTests
{
    private const string Model = """
        [Model]
        public partial class M
        {
            [Data(Name = "readings")] public required Vector Y { get; init; }
            [Parameter] Real Mu => Normal(0, 5).Truncated(lower: -9);
            [Parameter] Real Sigma => Exponential(1);
            [Factor] Real F { get { Real s = 0; for (int t = 1; t < 4; t++) { s += Mu * t; } return s < 2 ? s : 2; } }
            [Observed(nameof(Y))] Vector R => Normal(Mu, Sigma).Repeat(Y.Length);
        }
        """;

    [Fact]
    public void An_edit_in_another_file_compiles_nothing()
    {
        Assert.All(Reasons(Model, Model, "class Other { }", "class Other { int x; }"), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    [Theory]
    [InlineData("// A comment.\n\n\n" + Model)]
    [InlineData(Model + "\nclass Another { }")]
    public void Moving_a_model_compiles_nothing(string edited)
    {
        Assert.All(Reasons(Model, edited, "", ""), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    [Theory]
    [InlineData("Normal(0, 5)", "Normal(0, 6)")]
    [InlineData("Normal(0, 5)", "Normal(1, 5)")]
    [InlineData("Normal(0, 5)", "Cauchy(0, 5)")]
    [InlineData("-9", "-8")]
    [InlineData("lower: -9", "upper: -9")]
    [InlineData("readings", "values")]
    [InlineData("Name = \"readings\"", "Name = \"readings\", AllowMissing = true")]
    [InlineData("Name = \"readings\"", "Name = \"readings\", Lower = 0")]
    [InlineData("Name = \"readings\"", "Name = \"readings\", Optional = true")]
    [InlineData("Exponential(1)", "Exponential(1.5)")]
    [InlineData("[Parameter] Real Sigma => Exponential(1)", "[Parameter(Name = \"s\")] Real Sigma => Exponential(1)")]
    [InlineData("[Parameter] Real Sigma => Exponential(1)", "[Parameter(Folded = true)] Real Sigma => HalfNormal(1)")]
    [InlineData("int t = 1", "int t = 2")]
    [InlineData("t < 4", "t <= 4")]
    [InlineData("s += Mu * t", "s += Mu + t")]
    [InlineData("s += Mu * t", "s -= Mu * t")]
    [InlineData("s < 2", "s <= 2")]
    [InlineData("? s : 2", "? s : 3")]
    [InlineData("Real s = 0", "Real s = 1")]
    [InlineData("Normal(Mu, Sigma)", "Normal(Sigma, Mu)")]
    [InlineData("class M", "class N")]
    public void Any_edit_of_a_model_compiles_it_again(string from, string to)
    {
        Assert.Contains(from, Model, StringComparison.Ordinal);
        List<IncrementalStepRunReason> reasons = Reasons(Model, Model.Replace(from, to), "", "");
        Assert.True(reasons.Count >= 2);
        Assert.All(reasons, reason => Assert.True(reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New));
    }

    /// <summary>How the steps that compile and write ran after an edit.</summary>
    private static List<IncrementalStepRunReason> Reasons(string before, string after, string otherBefore, string otherAfter)
    {
        CSharpCompilation first = GeneratorHost.Compile(before, otherBefore);
        CSharpCompilation second = GeneratorHost.Compile(after, otherAfter);
        GeneratorDriver driver = GeneratorHost.Driver().RunGenerators(first).RunGenerators(second);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        return
        [
            .. result.TrackedSteps["Source"].SelectMany(step => step.Outputs).Select(output => output.Reason),
            .. result.TrackedOutputSteps.SelectMany(pair => pair.Value).SelectMany(step => step.Outputs).Where(output => output.Value is not null).Select(output => output.Reason).Take(1),
        ];
    }
}
