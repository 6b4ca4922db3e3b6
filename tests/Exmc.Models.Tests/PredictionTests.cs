// Draws of the prior and predictions, typed, in blocks.
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Models.Tests;

public class PredictionTests
{
    private static readonly Simple Model = new() { Y = new double[] { 1.2, 0.8, 2.1, 1.7, 1.1, 0.4, 1.9, 1.4 } };

    [Fact]
    public void The_size_of_the_blocks_changes_nothing()
    {
        static double[] All(int blockSize) =>
            [.. Model.SamplePrior(new PredictiveOptions { Draws = 25, BlockSize = blockSize, Seed = 4 }).SelectMany(block => block.Replicated[3].Draws.ToArray())];
        Assert.Equal(25, All(25).Length);
        Assert.Equal(All(25), All(7));
        Assert.Equal(4, Model.SamplePrior(new PredictiveOptions { Draws = 25, BlockSize = 7 }).Count());
    }

    [Fact]
    public void A_posterior_prediction_has_a_draw_for_each_of_the_fits()
    {
        Simple.Fit fit = Model.Sample(new SamplerOptions { Chains = 2, Draws = 500, Seed = 3 });
        Simple.PredictedDraws[] blocks = [.. Model.Predict(fit, new PredictiveOptions { BlockSize = 300 })];
        Assert.Equal([(0, 0, 300), (0, 300, 200), (1, 0, 300), (1, 300, 200)], blocks.Select(block => (block.Chain, block.FirstDraw, block.Count)));
        double mean = blocks.Sum(block => block.Replicated[0].Mean * block.Count) / 1000;
        double sd = fit.Sigma.Mean / Math.Sqrt(1000);
        Assert.True(Math.Abs(mean - fit.Mu.Mean) < 5 * sd, $"mean of replications {mean}, of the parameter {fit.Mu.Mean}");
    }

    [Fact]
    public void The_pointwise_log_likelihood_comes_in_blocks()
    {
        Simple.Fit fit = Model.Sample(new SamplerOptions { Chains = 2, Draws = 50, Seed = 3 });
        LogLikelihoodBlock[] blocks = [.. Prediction.LogLikelihood(Model, fit, 30)];
        Assert.Equal(4, blocks.Length);
        IDensity density = Model.Bind();
        double[] expected = new double[8];
        density.LogLikelihood(fit.Positions(1, 31), expected);
        Assert.Equal(expected, blocks[3].Draw(1).ToArray());
    }

    [Fact]
    public void An_improper_prior_is_named()
    {
        IModel model = TestData.Model("kidscore_interaction");
        NotSupportedException exception = Assert.Throws<NotSupportedException>(() => Prediction.FromPrior(model, new PredictiveOptions()).First());
        Assert.Contains("Flat", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'Beta'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fit_of_another_model_is_refused() =>
        Assert.Throws<ArgumentException>(() => Prediction.FromPosterior(TestData.Model("funnel"), Model.Sample(new SamplerOptions { Chains = 1, Draws = 10 }), new PredictiveOptions()).First());
}
