// The vocabulary of distributions and the table of the core say the same.
using System.Reflection;
using Exmc.Core;
using Exmc.Core.Source;
using Exmc.Generator.Reading;
using Xunit;

namespace Exmc.Generator.Tests;

public class VocabularyTests
{
    private static readonly Type[] DistributionTypes = [typeof(Exmc.Distribution), typeof(VectorDistribution), typeof(DiscreteDistribution), typeof(VectorDiscreteDistribution), typeof(MatrixDistribution)];

    private static readonly MethodInfo[] Functions =
        [.. typeof(Exmc.Distributions).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.Name is not ("Draw" or "Custom" or "CustomCount" or "Mixture") && DistributionTypes.Contains(method.ReturnType))];

    [Fact]
    public void Every_family_has_a_function_and_every_function_a_family() => Assert.Equal(
        VocabularyCalls.Families.Keys.Concat(ComposedDistributions.Names).Order(StringComparer.Ordinal),
        Functions.Select(method => method.Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void A_function_takes_the_arguments_of_its_family_each_as_a_number_or_a_vector()
    {
        foreach ((string name, Family family) in VocabularyCalls.Families)
        {
            DistributionRow row = Core.Distributions.find(family);
            MethodInfo[] overloads = [.. Functions.Where(method => method.Name == name)];
            Assert.All(overloads, method => Assert.Equal(row.Parameters.Length, method.GetParameters().Length));
            if (!row.IsMultivariate && row.ArgumentRanks.All(rank => rank == 0))
            {
                int ofNumbersAndVectors = overloads.Count(method => method.ReturnType != typeof(MatrixDistribution));
                Assert.True(ofNumbersAndVectors == 1 << row.Parameters.Length, $"{name} has {ofNumbersAndVectors} overloads");
            }
        }
    }

    /// <summary>A prior, or observed data, of every family that is not multivariate compiles without warnings.</summary>
    [Fact]
    public void Every_univariate_family_compiles()
    {
        foreach ((string name, Family family) in VocabularyCalls.Families)
        {
            DistributionRow row = Core.Distributions.find(family);
            if (row.IsMultivariate || row.ArgumentRanks.Any(rank => rank > 0))
            {
                continue;
            }

            string arguments = string.Join(", ", row.Parameters.Select((parameter, k) => parameter == "n" ? "10" : parameter is "lower" ? "1" : parameter is "upper" ? "3" : parameter is "p" or "mean" or "tau" ? "0.4" : $"{k + 1}.5"));
            string member = row.IsDiscrete
                ? $"[Data] public required int[] Y {{ get; init; }} [Observed(nameof(Y))] int[] R => {name}({arguments}).Repeat(Y.Length);"
                : $"[Parameter] Real X => {name}({arguments}); [Factor] Real F => -Square(X);";
            (IReadOnlyList<Microsoft.CodeAnalysis.Diagnostic> generator, IReadOnlyList<Microsoft.CodeAnalysis.Diagnostic> compiler, _) =
                GeneratorHost.Run($"[Model] public partial class M {{ [Parameter] Real A => Normal(0, 1); {member} }}");
            Assert.True(generator.Count == 0 && compiler.Count == 0, $"{name}: {string.Join("\n", generator.Concat(compiler))}");
        }
    }
}
