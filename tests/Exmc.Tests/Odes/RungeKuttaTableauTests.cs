// Order conditions of the methods and of their interpolants.
using Exmc.Odes;

namespace Exmc.Tests.Odes;

public class RungeKuttaTableauTests
{
    private static RungeKuttaTableau Tableau(bool isStiff) => isStiff ? RungeKuttaTableau.Sdirk4 : RungeKuttaTableau.DormandPrince;

    [Theory]
    [InlineData(false, 5)]
    [InlineData(true, 4)]
    public void The_method_integrates_polynomials(bool isStiff, int order)
    {
        RungeKuttaTableau tableau = Tableau(isStiff);
        for (int power = 0; power < order; power++)
        {
            double sum = tableau.Weights.Zip(tableau.Nodes, (b, c) => b * Math.Pow(c, power)).Sum();
            Assert.Equal(1.0 / (power + 1), sum, 1e-14);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_stage_is_where_its_node_says(bool isStiff)
    {
        RungeKuttaTableau tableau = Tableau(isStiff);
        for (int stage = 0; stage < tableau.Count; stage++)
        {
            Assert.Equal(tableau.Nodes[stage], tableau.Stage(stage).Sum() + (isStiff ? RungeKuttaTableau.Sdirk4Diagonal : 0.0), 1e-14);
        }
    }

    [Theory]
    [InlineData(false, 4)]
    [InlineData(true, 3)]
    public void The_error_estimate_vanishes_for_polynomials_of_lower_order(bool isStiff, int order)
    {
        RungeKuttaTableau tableau = Tableau(isStiff);
        for (int power = 0; power < order; power++)
        {
            Assert.Equal(0.0, tableau.ErrorWeights.Zip(tableau.Nodes, (e, c) => e * Math.Pow(c, power)).Sum(), 1e-14);
        }

        Assert.NotEqual(0.0, tableau.ErrorWeights.Zip(tableau.Nodes, (e, c) => e * Math.Pow(c, order)).Sum(), 1e-6);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_interpolant_integrates_cubics_up_to_any_fraction_and_ends_in_the_result(bool isStiff)
    {
        RungeKuttaTableau tableau = Tableau(isStiff);
        foreach (double fraction in new[] { 0.0, 0.13, 0.5, 0.86, 1.0 })
        {
            for (int power = 0; power < 4; power++)
            {
                double sum = Enumerable.Range(0, tableau.Count).Sum(i => tableau.InterpolationWeight(i, fraction) * Math.Pow(tableau.Nodes[i], power));
                Assert.Equal(Math.Pow(fraction, power + 1) / (power + 1), sum, 1e-14);
            }
        }

        for (int stage = 0; stage < tableau.Count; stage++)
        {
            Assert.Equal(tableau.Weights[stage], tableau.InterpolationWeight(stage, 1.0), 1e-13);
        }
    }
}
