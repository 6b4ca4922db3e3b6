// Bad data are refused before any sampling, with member, position and value.
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Models.Tests;

public class BadDataTests
{
    [Fact]
    public void Missing_values_are_refused_where_they_are_not_allowed()
    {
        Simple model = new() { Y = new[] { 1.0, double.NaN, 2.0 } };
        AssertRefused(() => model.Bind(), "Y", "[1]", "NaN", "AllowMissing");
    }

    [Fact]
    public void Infinite_data_are_refused()
    {
        Simple model = new() { Y = new[] { 1.0, 2.0, double.PositiveInfinity } };
        AssertRefused(() => model.Bind(), "Y", "[2]", "Infinity");
    }

    [Fact]
    public void Lengths_that_disagree_are_refused()
    {
        EightSchools model = new() { Effect = new[] { 1.0, 2.0, 3.0 }, StandardError = new[] { 1.0, 2.0 } };
        AssertRefused(() => model.Bind(), "StandardError", "2", "3");
    }

    [Fact]
    public void Lengths_are_named_by_their_dimensions()
    {
        AssertRefused(
            () => new EightSchools { Effect = new double[3], StandardError = new[] { 1.0, 2.0 } }.Bind(),
            "StandardError.Length is 2, but 'Replicated' needs it to be 3 (Effect.Length).");
        AssertRefused(
            () => new Logistic { X = new double[3, 2], Y = [0, 1] }.Bind(),
            "Y.Length is 2, but 'Replicated' needs it to be 3 (X.Rows).");
        AssertRefused(
            () => new KidscoreMomhs { KidScore = new double[3], MomHs = new double[4] }.Bind(),
            "KidScore.Length is 3, but 'Replicated' needs it to be 4 (MomHs.Length).");
        AssertRefused(
            () => new GroupCorrelations { Y = new double[2, 2], Group = [0, 2], Groups = 2 }.Bind(),
            "Group[1] is 2, but must be between 0 and 1, because it selects one of 2 (Groups).");
        AssertRefused(
            () => ModelData.RequireAtLeast("Q", "X.Rows", 3, "X.Columns", 9),
            "X.Rows is 3, but 'Q' needs at least 9 (X.Columns).");
    }

    [Fact]
    public void A_regressor_that_is_too_short_for_the_loop_is_refused()
    {
        Sensor model = new() { Y = new double[30], X = new double[29] };
        AssertRefused(() => model.Bind(), "29");
    }

    [Fact]
    public void Negative_scales_in_the_data_are_refused()
    {
        EightSchools model = new() { Effect = new[] { 1.0, 2.0 }, StandardError = new[] { 1.0, -2.0 } };
        AssertRefused(() => model.Bind(), "StandardError", "[1]", "-2");
    }

    [Fact]
    public void Outcomes_outside_the_support_are_refused()
    {
        Logistic model = new() { X = new double[2, 1], Y = [0, 2] };
        AssertRefused(() => model.Bind(), "Y", "[1]", "2");
    }

    [Fact]
    public void An_order_beyond_the_data_is_refused()
    {
        ArK model = new() { Order = 5, Y = new double[4] };
        AssertRefused(() => model.Bind(), "LogLikelihood", "5");
    }

    [Fact]
    public void A_missing_field_of_a_file_is_named()
    {
        using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse("""{ "z": [1] }""");
        AssertRefused(() => Simple.FromJson(document.RootElement), "'y'", "z");
    }

    [Fact]
    public void Rebinding_bad_data_leaves_the_density_as_it_was()
    {
        IDensity density = new Simple { Y = new[] { 1.0, 2.0, 3.0 } }.Bind();
        double[] gradient = new double[2];
        density.Evaluate([0.1, 0.2], gradient, out double before);
        AssertRefused(() => density.Rebind(new Simple { Y = new[] { double.NaN } }), "NaN");
        density.Evaluate([0.1, 0.2], gradient, out double after);
        Assert.Equal(before, after);
    }

    [Fact]
    public void Rebinding_another_model_is_refused()
    {
        IDensity density = new Simple { Y = new[] { 1.0, 2.0 } }.Bind();
        ArgumentException exception = Assert.Throws<ArgumentException>(() => density.Rebind(new Funnel()));
        Assert.Contains("Funnel", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rebound_density_shows_no_old_value_and_allocates_nothing()
    {
        double[] window = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0];
        Simple model = new() { Y = window };
        IDensity density = model.Bind();
        double[] gradient = new double[2];
        density.Rebind(model);
        window[3] = -7.0;
        density.Evaluate([0.1, 0.2], gradient, out double stale);
        Assert.Equal(0, Allocation.OfBatch(1, () => density.Rebind(model)));
        density.Evaluate([0.1, 0.2], gradient, out double rebound);
        model.Bind().Evaluate([0.1, 0.2], gradient, out double fresh);
        Assert.Equal(fresh, rebound);
        Assert.NotEqual(stale, rebound);
    }

    [Fact]
    public void A_start_that_is_not_finite_names_the_term_and_its_arguments()
    {
        EightSchools model = new() { Effect = new[] { 28.0, 8.0 }, StandardError = new[] { 15.0, 10.0 } };
        SamplingException exception = Assert.Throws<SamplingException>(() => model.Sample(new SamplerOptions { InitialPosition = new[] { 0.0, 800.0, 1.0, 2.0 } }));
        Assert.Contains("'Tau' has log density -Infinity with value = Infinity, scale = 5", exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<SamplingException>(() => model.Sample(new SamplerOptions { InitialPosition = new[] { 0.0, -800.0, 1.0, 2.0 } }));
        Assert.Contains("'Theta' has log density -Infinity with value from 1 to 2, mu = 0, sigma = 0", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Spans_that_are_too_short_are_refused()
    {
        IDensity density = new Simple { Y = new[] { 1.0, 2.0 } }.Bind();
        Assert.Throws<ArgumentException>(() => density.Evaluate(new double[2], new double[1], out _));
        Assert.Throws<ArgumentException>(() => density.Evaluate(new double[1], new double[2], out _));
        Assert.Throws<ArgumentException>(() => density.Constrain(new double[2], new double[1]));
        Assert.Throws<ArgumentException>(() => density.Unconstrain(new double[1], new double[2]));
    }

    private static void AssertRefused(Action action, params string[] words)
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(action);
        foreach (string word in words)
        {
            Assert.Contains(word, exception.Message, StringComparison.Ordinal);
        }
    }
}
