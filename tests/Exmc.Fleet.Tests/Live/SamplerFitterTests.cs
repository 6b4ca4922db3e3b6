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
}
