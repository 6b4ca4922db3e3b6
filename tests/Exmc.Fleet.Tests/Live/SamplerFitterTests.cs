// The sampler behind the live engine.
using Exmc.Fleet.Live;
using Xunit;

namespace Exmc.Fleet.Tests.Live;

public class SamplerFitterTests
{
    [Fact]
    public void A_stored_fit_scores_and_refits_warm_as_the_one_in_memory()
    {
        SensorSeries series = Simulator.Simulate(3, 0, 140, 140, Scenario.Clean);
        SensorWindow window = new(series.Values[..120], new double[120], 0);
        SamplerFitter fitter = new(one => new Models.Sensor { Y = one.Y, X = one.X, XNext = one.XNext }, 60, 200);
        LiveFit cold = fitter.Fit(new FitRequest(window, null, 1, 7), DateTime.UnixEpoch, CancellationToken.None);
        ChainAdaptation chain = cold.Adaptation.Chains[0];
        LiveFit stored = cold with
        {
            Draws = [.. cold.Draws],
            Adaptation = new Adaptation(cold.Adaptation.ModelName, cold.Adaptation.LayoutHash, [chain with { Position = chain.Position.ToArray() }], cold.Adaptation.Seed, cold.Adaptation.Epoch),
        };
        SensorWindow later = new(series.Values[5..125], new double[120], 0);
        Assert.False(cold.IsWarm);
        Assert.Equal(fitter.Predict(cold, later).Tail(0.4), fitter.Predict(stored, later).Tail(0.4));
        LiveFit one = fitter.Fit(new FitRequest(later, cold with { MinEss = 50 }, 2, 7), DateTime.UnixEpoch, CancellationToken.None);
        LiveFit two = fitter.Fit(new FitRequest(later, stored with { MinEss = 50 }, 2, 7), DateTime.UnixEpoch, CancellationToken.None);
        Assert.True(one.IsWarm);
        Assert.Equal(one.Draws, two.Draws);
    }

    [Fact]
    public void Counts_are_predicted_on_their_own_scale()
    {
        // Counts of 300 Poisson(4) readings: the mean has a standard error of 0.12. The fitted kappa is small, and moves the expected count by a few tenths:
        // 0.5 in the mean changes the distribution function by 0.12 at most.
        Random random = new(9);
        double[] counts = [.. Enumerable.Range(0, 300).Select(_ => (double)PoissonDraw(random))];
        counts[7] = double.NaN;
        SensorWindow window = new(counts, new double[300], 0);
        SamplerFitter fitter = new(one => new Models.CountLevel { Y = one.Y }, 200, 300, Standardization.None);
        LiveFit fit = fitter.Fit(new FitRequest(window, null, 1, 7), DateTime.UnixEpoch, CancellationToken.None);
        Exmc.Fleet.Prediction prediction = fitter.Predict(fit, window);
        ForecastDistribution truth = new(ForecastFamily.Poisson, 4, 0, 0);
        Assert.All([0, 2, 4, 6, 9], count => Assert.InRange(prediction.Cdf(count), truth.Cdf(count) - 0.12, truth.Cdf(count) + 0.12));
        Assert.True(prediction.Tail(30) < 1e-4 && prediction.Tail(4) > 0.5);
    }

    [Fact]
    public void A_sensor_with_a_pattern_of_the_day_is_given_the_model_that_knows_it()
    {
        // A wave of ten times the noise, of 24 readings a day: without the pattern the noise of the next reading is several times larger.
        Random random = new(2);
        double[] usual = [.. Enumerable.Range(0, 241).Select(t => ((t * 7) % 24) - 11.5)];
        double[] y = [.. Enumerable.Range(0, 240).Select(t => usual[t] + random.NextDouble())];
        ChoosingFitter fitter = new(Exmc.Cli.SensorModels.All, 40, 200, 10);
        FitRequest request = new(new SensorWindow(y, new double[240], 0) { Day = usual }, null, 1, 7);
        Assert.Equal("day", fitter.Fit(request, DateTime.UnixEpoch, CancellationToken.None).Model);

        // Without it, no model is asked for what it cannot do.
        LiveFit other = fitter.Fit(request with { Window = new SensorWindow(y, new double[240], 0) }, DateTime.UnixEpoch, CancellationToken.None);
        Assert.NotEqual("day", other.Model);
        Assert.NotEqual("week", other.Model);
    }

    // Knuth's product of uniforms, rate 4.
    private static int PoissonDraw(Random random)
    {
        int count = -1;
        for (double product = 1.0; product > Math.Exp(-4.0); count++)
        {
            product *= random.NextDouble();
        }

        return count;
    }
}
