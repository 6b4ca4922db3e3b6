// Thresholds, missing readings and refusals of cross-validation and of comparisons.
namespace Exmc.Tests;

public class LooTests
{
    [Theory]
    [InlineData(100, 0.5)]
    [InlineData(1000, 2.0 / 3)]
    [InlineData(4000, 0.7)]
    public void The_threshold_depends_on_the_draws(int draws, double threshold) => Assert.Equal(threshold, ParetoSmoothing.Threshold(draws), 12);

    [Fact]
    public void Shapes_above_the_threshold_are_warned_of()
    {
        PsisLoo loo = PsisLoo.Of(ReferenceDraws.LogLikelihood(1), ReferenceDraws.Chains);
        Assert.Equal(2.0 / 3, loo.ParetoKThreshold, 12);
        string warning = Assert.Single(loo.Warnings);
        Assert.Contains("7 of 12", warning, StringComparison.Ordinal);
        Assert.Contains("4.56, observation 11", warning, StringComparison.Ordinal);
        Assert.True(double.IsNaN(loo.McseElpd));

        PsisLoo good = PsisLoo.Of(ReferenceDraws.LogLikelihood(0.5)[..8], ReferenceDraws.Chains);
        Assert.Empty(good.Warnings);
        Assert.Equal(Math.Sqrt(good.Pointwise.Sum(point => point.Mcse * point.Mcse)), good.McseElpd, 12);
    }

    [Fact]
    public void Missing_readings_do_not_count()
    {
        double[][] some = ReferenceDraws.LogLikelihood(0.5);
        double[][] withMissing = [some[0], [.. some[0].Select(_ => double.NaN)], .. some[1..]];
        PsisLoo loo = PsisLoo.Of(withMissing, ReferenceDraws.Chains);
        Assert.Equal(12, loo.ObservationCount);
        Assert.True(double.IsNaN(loo.PointwiseElpd[1]));
        Assert.Equal(PsisLoo.Of(some, ReferenceDraws.Chains).Elpd, loo.Elpd, 1e-12);
        Assert.Equal(Waic.Of(some).Elpd, Waic.Of(withMissing).Elpd, 1e-12);
    }

    [Fact]
    public void An_impossible_reading_is_named_with_its_draw()
    {
        double[][] columns = ReferenceDraws.LogLikelihood(0.5);
        columns[3][77] = double.NegativeInfinity;
        ArithmeticException exception = Assert.Throws<ArithmeticException>(() => PsisLoo.Of(columns, ReferenceDraws.Chains));
        Assert.Contains("observation 3", exception.Message, StringComparison.Ordinal);
        Assert.Contains("draw 77", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_likelihood_that_does_not_vary_has_nothing_to_smooth()
    {
        PsisLoo loo = PsisLoo.Of([[.. Enumerable.Repeat(-900.0, 400)]], 4);
        Assert.Equal((-900.0, 0.0, double.PositiveInfinity), (loo.Elpd, loo.EffectiveParameters, loo.Pointwise[0].ParetoK));
    }

    /// <summary>Log likelihoods of thousands of nats shift the estimates and nothing else.</summary>
    [Fact]
    public void Small_densities_do_not_underflow()
    {
        double[][] columns = ReferenceDraws.LogLikelihood(0.5);
        PsisLoo shifted = PsisLoo.Of([.. columns.Select(values => values.Select(value => value - 4096).ToArray())], ReferenceDraws.Chains);
        PsisLoo loo = PsisLoo.Of(columns, ReferenceDraws.Chains);
        for (int i = 0; i < columns.Length; i++)
        {
            Assert.Equal(loo.Pointwise[i].Elpd - 4096, shifted.Pointwise[i].Elpd, 1e-9);
            Assert.Equal(loo.Pointwise[i].Mcse, shifted.Pointwise[i].Mcse, 1e-9);
        }
    }

    [Fact]
    public void Models_that_cannot_be_compared_are_named()
    {
        PsisLoo all = PsisLoo.Of(ReferenceDraws.LogLikelihood(1), ReferenceDraws.Chains);
        PsisLoo fewer = PsisLoo.Of(ReferenceDraws.LogLikelihood(1)[..9], ReferenceDraws.Chains);
        string message = Refusal(("long", all), ("short", fewer));
        Assert.Contains("'long' has 12", message, StringComparison.Ordinal);
        Assert.Contains("'short' has 9", message, StringComparison.Ordinal);
        Assert.Contains("WAIC", Refusal(("a", all), ("b", Waic.Of(ReferenceDraws.LogLikelihood(1)))), StringComparison.Ordinal);
        Assert.Contains("named 'a'", Refusal(("a", all), ("a", all)), StringComparison.Ordinal);
        Assert.Contains("at least two", Refusal(("a", all)), StringComparison.Ordinal);
    }

    private static string Refusal(params (string, ElpdEstimate)[] models) => Assert.Throws<ArgumentException>(() => ModelComparison.Of(models)).Message;
}
