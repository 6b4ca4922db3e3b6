// Cross-validation, information criterion and diagnostics against R's loo and posterior on the same draws.
namespace Exmc.Tests;

public class LooReferenceTests
{
    [Theory]
    [InlineData("strong", 1.0)]
    [InlineData("weak", 0.5)]
    public void Leave_one_out_is_that_of_R(string group, double strength)
    {
        PsisLoo loo = PsisLoo.Of(ReferenceDraws.LogLikelihood(strength), ReferenceDraws.Chains);
        Same(group, "r_eff", loo.Pointwise.Select(point => point.RelativeEfficiency));
        Same(group, "pareto_k", loo.Pointwise.Select(point => point.ParetoK));
        Same(group, "elpd_loo", loo.PointwiseElpd);
        Same(group, "p_loo", loo.Pointwise.Select(point => point.EffectiveParameters));
        Same(group, "mcse", loo.Pointwise.Select(point => point.Mcse));
        Same(group, "loo", Estimates(loo));
    }

    [Theory]
    [InlineData("strong", 1.0)]
    [InlineData("weak", 0.5)]
    public void The_information_criterion_is_that_of_R(string group, double strength)
    {
        Waic waic = Waic.Of(ReferenceDraws.LogLikelihood(strength));
        Same(group, "elpd_waic", waic.PointwiseElpd);
        Same(group, "p_waic", waic.PointwiseParameters);
        Same(group, "waic", Estimates(waic));
        Assert.Contains("PsisLoo", Assert.Single(waic.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("strong", 1.0)]
    [InlineData("weak", 0.5)]
    public void Smoothed_weights_are_those_of_R(string group, double strength)
    {
        double[] logLikelihood = ReferenceDraws.LogLikelihood(strength)[8];
        double[] logWeights = LooObservation.Weights(logLikelihood, LooObservation.Efficiency(logLikelihood, ReferenceDraws.Chains), out _);
        Assert.Equal(1, logWeights.Sum(Math.Exp), 1e-12);
        Same(group, "weights", logWeights.Take(5).Select(Math.Exp));
    }

    [Fact]
    public void A_comparison_is_that_of_R()
    {
        PsisLoo strong = PsisLoo.Of(ReferenceDraws.LogLikelihood(1), ReferenceDraws.Chains);
        PsisLoo weak = PsisLoo.Of(ReferenceDraws.LogLikelihood(0.5), ReferenceDraws.Chains);
        ModelComparison comparison = ModelComparison.Of(("strong", strong), ("weak", weak));
        Assert.Equal(["weak", "strong"], comparison.Models.Select(model => model.Name));
        Same("comparison", "elpd_diff", comparison.Models.Select(model => model.ElpdDifference));
        Same("comparison", "se_diff", comparison.Models.Select(model => model.DifferenceSe));
        Assert.StartsWith("weak", comparison.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Diagnostics_of_convergence_are_those_of_R()
    {
        double[] draws = ReferenceDraws.Parameter;
        double[] probabilities = [0.05, 0.1, 0.5, 0.9];
        SummaryRow row = Summarizer.Row("x", draws, ReferenceDraws.Chains);
        Same("diagnostics", "ess_quantile", probabilities.Select(p => QuantileDiagnostics.Ess(draws, ReferenceDraws.Chains, p)), 1e-10);
        Same("diagnostics", "mcse_quantile", probabilities.Select(p => QuantileDiagnostics.Mcse(draws, ReferenceDraws.Chains, p)), 1e-10);
        Same("diagnostics", "ess_bulk", [row.EssBulk], 1e-10);
        Same("diagnostics", "ess_tail", [row.EssTail], 1e-10);
        Same("diagnostics", "rhat", [row.RHat], 1e-10);
        Same("diagnostics", "mcse_mean", [row.McseMean], 1e-10);
        Same("diagnostics", "mcse_sd", [row.McseSd], 1e-10);
        Same("diagnostics", "rhat_nested", [Convergence.Nested(draws, ReferenceDraws.Chains, 2)], 1e-10);
    }

    private static double[] Estimates(ElpdEstimate estimate) =>
        [estimate.Elpd, estimate.EffectiveParameters, estimate.InformationCriterion, estimate.ElpdSe, estimate.EffectiveParametersSe, estimate.InformationCriterionSe];

    private static void Same(string group, string name, IEnumerable<double> actual, double relative = 1e-8)
    {
        double[] expected = ReferenceDraws.Figure(group, name);
        double[] values = [.. actual];
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - values[i]) <= relative * Math.Max(Math.Abs(expected[i]), 1e-3), $"{name}[{i}] is {values[i]}, R has {expected[i]}");
        }
    }
}
