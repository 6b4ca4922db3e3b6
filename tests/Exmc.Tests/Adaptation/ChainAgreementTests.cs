// What keeps chains from ending their warm-up together.
namespace Exmc.Tests;

public class ChainAgreementTests
{
    private static readonly ParameterLayout Layout = Targets.StandardNormal(3).Layout;

    // Twenty draws at -1 and 1 in turn, so that the standard deviation is 1 (20 / 19 in variance), about these means of coordinates and log density.
    private static MetricWindow Window(double[] means, double logDensity = 0, int draws = 20)
    {
        MetricWindow window = new(3);
        for (int draw = 0; draw < draws; draw++)
        {
            double deviation = draw % 2 == 0 ? 1 : -1;
            window.Draws.Add([.. means.Select(mean => mean + deviation)]);
            window.LogDensity.Add([logDensity + deviation]);
        }

        return window;
    }

    private static string? Broken(MetricWindow?[] windows, params double[] stepSizes) => ChainAgreement.Broken(Layout, windows, stepSizes);

    private static readonly double[] Centre = [0, 0, 0];

    [Fact]
    public void Chains_within_all_bounds_agree() =>
        Assert.Null(Broken([Window(Centre), Window([1.4, 0, 0]), Window(Centre, 1.4)], 0.5, 0.6, 0.9));

    [Fact]
    public void A_mean_that_is_elsewhere_names_coordinate_and_chain()
    {
        // 3 of one chain beside three zeros is 2.25 from the mean of means, over the standard deviation of 1.026.
        string? broken = Broken([Window(Centre), Window(Centre), Window([0, 0, 3]), Window(Centre)], 1, 1, 1, 1);
        Assert.Equal("the mean of coordinate 2 of 'x' in chain 2 is 2.2 standard deviations within chains from that of all", broken);
    }

    [Fact]
    public void So_does_a_log_density_that_is_elsewhere()
    {
        string? broken = Broken([Window(Centre), Window(Centre), Window(Centre), Window(Centre, -3)], 1, 1, 1, 1);
        Assert.Equal("the mean of the log density in chain 3 is 2.2 standard deviations within chains from that of all", broken);
    }

    [Fact]
    public void Step_sizes_must_be_within_a_factor_of_two_of_their_geometric_mean()
    {
        Assert.Null(Broken([Window(Centre), Window(Centre)], 1, 4));
        Assert.Equal("the step size of chain 0 is 1, that of all 2.24", Broken([Window(Centre), Window(Centre)], 1, 5));
    }

    [Fact]
    public void The_worst_is_named()
    {
        Assert.StartsWith("the step size", Broken([Window(Centre), Window([4, 0, 0])], 1, 100), StringComparison.Ordinal);
        Assert.StartsWith("the mean", Broken([Window(Centre), Window([40, 0, 0])], 1, 5), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_draws_say_nothing()
    {
        Assert.Equal("chain 1 moved in 9 transitions of its last windows only", Broken([Window(Centre), Window(Centre, draws: 9)], 1, 1));
        Assert.Equal("chain 0 moved in 0 transitions of its last windows only", Broken([null, Window(Centre)], 1, 1));
    }

    [Fact]
    public void A_mean_that_is_not_a_number_never_agrees() =>
        Assert.StartsWith("the mean of coordinate 0 of 'x' in chain 0 is NaN", Broken([Window(Centre), Window([double.NaN, 40, 0])], 1, 100), StringComparison.Ordinal);
}
