// The properties of every model of the library.
using Exmc.Models;
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Testing.Tests;

/// <summary>On small data. EXMC_FULL=1 tries ten times as many positions.</summary>
public class LibraryTests
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("EXMC_FULL") == "1";

    /// <summary>Models whose log density is smooth only up to the tolerance of their solver.</summary>
    private static readonly string[] Solved = ["lotka_volterra", "sir_epidemic", "pharmacokinetics"];

    /// <summary>Models whose likelihood is a factor, which the pointwise log likelihood leaves out.</summary>
    private static readonly string[] Factored = ["sensor", "windowed_sensor", "local_level", "count_level", "hmm1000", "regime_switching", "change_point"];

    private static readonly string[] Improper =
    [
        "garch11", "kidscore_interaction", "kidscore_momhs", "logmesquite_logvash", "nes", "earn_height", "logearn_interaction", "sv", "hidden_markov_example",
    ];

    public static TheoryData<string> Models => [.. Names];

    public static TheoryData<string> ModelsWithPrior => [.. Names.Except(Improper)];

    /// <summary>The prior of pharmacokinetics reaches where its solver gives up.</summary>
    public static TheoryData<string> ModelsOfPrior => [.. Names.Except(Improper).Except(Factored).Except(["pharmacokinetics"])];

    public static TheoryData<string> ImproperModels => [.. Improper];

    public static TheoryData<string> FactoredModels => [.. Factored];

    private static IEnumerable<string> Names => Catalogue.Entries.Select(entry => entry.Name);

    private static PropertyOptions Options => new() { Cases = IsFull ? 300 : 30, PriorDraws = IsFull ? 5000 : 500 };

    /// <summary>Far from the data the solver takes thousands of steps, and another number of them at each position.</summary>
    private static PropertyOptions Near => Options with { Cases = IsFull ? 100 : 10, FromPrior = false, Width = 0.35 };

    [Theory]
    [MemberData(nameof(Models))]
    public void Gradients_are_those_of_differences(string name) =>
        ModelProperties.Gradient(TestData.Model(name), Solved.Contains(name) ? Near with { GradientTolerance = 1e-5 } : Options);

    [Theory]
    [MemberData(nameof(Models))]
    public void Values_lead_back_to_their_position(string name) => ModelProperties.TransformRoundTrip(TestData.Model(name), Options);

    [Theory]
    [MemberData(nameof(Models))]
    public void Coordinates_differ_by_their_jacobian(string name) => ModelProperties.Jacobian(TestData.Model(name), Options with { Cases = IsFull ? 50 : 5 });

    [Theory]
    [MemberData(nameof(Models))]
    public void The_same_question_has_the_same_bits(string name) =>
        ModelProperties.Determinism(TestData.Model(name), Options);

    [Theory]
    [MemberData(nameof(ModelsWithPrior))]
    public void Draws_of_the_prior_are_in_the_support(string name) => ModelProperties.PriorSupport(TestData.Model(name), Options);

    [Theory]
    [MemberData(nameof(ModelsOfPrior))]
    public void The_prior_is_that_of_its_draws(string name) => ModelProperties.PriorScore(TestData.Model(name), Options);

    [Theory]
    [MemberData(nameof(ImproperModels))]
    public void An_improper_prior_is_refused_by_name(string name)
    {
        NotSupportedException refusal = Assert.Throws<NotSupportedException>(() => ModelProperties.PriorScore(TestData.Model(name), Options));
        Assert.Contains(TestData.Model(name).Bind().Layout.Entries, entry => refusal.Message.Contains($"'{entry.Member}'", StringComparison.Ordinal));
    }

    /// <summary>Why their prior cannot be told from the rest.</summary>
    [Theory]
    [MemberData(nameof(FactoredModels))]
    public void A_likelihood_that_is_a_factor_has_no_observations(string name) => Assert.Equal(0, TestData.Model(name).Bind().ObservationCount);

    [Fact]
    public void Small_data_are_fitted_or_refused_by_name()
    {
        ModelProperties.DataSizes(n => new Simple { Y = Wave(n) }, Options);
        ModelProperties.DataSizes(n => new Medium { First = Wave(n), Second = Wave(n) }, Options);
        ModelProperties.DataSizes(n => new EightSchools { Effect = Wave(n), StandardError = Enumerable.Repeat(1.0, n).ToArray() }, Options);
        ModelProperties.DataSizes(n => new Logistic { X = new Matrix(Wave(2 * n), n, 2), Y = new int[n] }, Options);
        ModelProperties.DataSizes(n => new RobustRegression { X = Wave(n), Y = Wave(n) }, Options);
        ModelProperties.DataSizes(n => new LocalLevelSeasonal { Y = Wave(n), Period = 3 }, Options);
        ModelProperties.DataSizes(n => new GaussianProcessRegression { X = Wave(n), Y = Wave(n) }, Options);
        ModelProperties.DataSizes(n => new HierarchicalRegression { Groups = 2, Group = new int[n], X = Wave(n), Y = Wave(n) }, Options);
        ModelProperties.DataSizes(n => new Sensor { Y = Wave(n), X = Wave(n) }, Options);
    }

    [Fact]
    public void A_refit_has_the_posterior_of_a_cold_fit()
    {
        double[] readings = Wave(21);
        ModelProperties.WarmEqualsCold(new Simple { Y = readings[..20] }, new Simple { Y = readings[1..] }, Options);
        ModelProperties.WarmEqualsCold(new Medium { First = readings[..20], Second = Wave(20) }, new Medium { First = readings[1..], Second = Wave(20) }, Options);
    }

    private static double[] Wave(int n) => [.. Enumerable.Range(0, n).Select(i => Math.Sin(1.3 * i))];
}
