// The sensor with its initial state integrated out, against the sensor that has it as parameters.
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Models.Tests;

/// <summary>
/// For fixed parameters the density of <see cref="Sensor"/> is that of a normal distribution in level and slope: its integral over them, and their
/// distribution, follow exactly from gradients at a few points.
/// </summary>
public class WindowedSensorTests
{
    private static readonly double[] Readings = [0.1, 0.4, double.NaN, 0.2, -0.3, 0.5, 0.6, double.NaN, 0.1, 0.0, 0.3, 0.9];
    private static readonly double[] Wave = [.. Readings.Select((_, t) => Math.Sin(t))];

    [Fact]
    public void The_density_is_that_of_the_sensor_integrated_over_level_and_slope()
    {
        IDensity sensor = new Sensor { Y = Readings, X = Wave }.Bind(), windowed = new WindowedSensor { Y = Readings, X = Wave }.Bind();
        double[] differences = [.. TestData.Positions(6, 8).Select(position =>
        {
            windowed.Evaluate(position, new double[6], out double logDensity);
            InitialState state = InitialState.Of(sensor, position);
            return logDensity - state.LogIntegral;
        })];
        Assert.All(differences, difference => Assert.Equal(differences[0], difference, 1e-9));
    }

    [Fact]
    public void Gradients_agree_too()
    {
        IDensity sensor = new Sensor { Y = Readings, X = Wave }.Bind(), windowed = new WindowedSensor { Y = Readings, X = Wave }.Bind();
        double[] gradient = new double[6];
        foreach (double[] position in TestData.Positions(6, 4))
        {
            windowed.Evaluate(position, gradient, out _);
            for (int k = 0; k < 6; k++)
            {
                Assert.Equal(TestData.Derivative(at => InitialState.Of(sensor, at).LogIntegral, position, k), gradient[k], 1e-6);
            }
        }
    }

    /// <summary>Means and covariances of 40,000 draws, within five standard errors.</summary>
    [Fact]
    public void The_initial_state_is_drawn_from_its_distribution_given_the_parameters()
    {
        const int Draws = 40_000;
        IDensity sensor = new Sensor { Y = Readings, X = Wave }.Bind(), windowed = new WindowedSensor { Y = Readings, X = Wave }.Bind();
        double[] position = TestData.Positions(6, 3)[2];
        InitialState state = InitialState.Of(sensor, position);
        RandomStream random = new(4, 0, 0);
        double[] values = new double[2];
        double[] sums = new double[5];
        for (int draw = 0; draw < Draws; draw++)
        {
            windowed.Predict(position, random, values);
            double level = values[0] - state.Level, slope = values[1] - state.Slope;
            sums[0] += level / Draws;
            sums[1] += slope / Draws;
            sums[2] += level * level / Draws;
            sums[3] += slope * slope / Draws;
            sums[4] += level * slope / Draws;
        }

        double error = 5 / Math.Sqrt(Draws);
        Assert.Equal(0, sums[0], error * Math.Sqrt(state.LevelVariance));
        Assert.Equal(0, sums[1], error * Math.Sqrt(state.SlopeVariance));
        Assert.Equal(state.LevelVariance, sums[2], error * Math.Sqrt(2) * state.LevelVariance);
        Assert.Equal(state.SlopeVariance, sums[3], error * Math.Sqrt(2) * state.SlopeVariance);
        Assert.Equal(state.Covariance, sums[4], error * Math.Sqrt((state.LevelVariance * state.SlopeVariance) + (state.Covariance * state.Covariance)));
    }

    [Fact]
    public void It_forecasts_what_the_sensor_does_with_a_vague_start()
    {
        IDensity windowed = new WindowedSensor { Y = Readings, X = Wave, XNext = 0.2 }.Bind();
        double[] position = TestData.Positions(6, 1)[0];
        ForecastDistribution forecast = windowed.Forecast(position);

        // The density of one more reading is the ratio of the densities with and without it.
        double LogDensity(double next)
        {
            new WindowedSensor { Y = (double[])[.. Readings, next], X = (double[])[.. Wave, 0.2] }.Bind().Evaluate(position, new double[6], out double with);
            return with;
        }

        double expected = LogDensity(0.7) - LogDensity(-0.4);
        double Normal(double x) => -0.5 * Math.Pow((x - forecast.A) / forecast.B, 2);
        Assert.Equal(expected, Normal(0.7) - Normal(-0.4), 1e-9);
    }

    /// <summary>Level and slope before the first reading, given the other parameters, by the density of <see cref="Sensor"/>.</summary>
    private sealed record InitialState(double Level, double Slope, double LevelVariance, double SlopeVariance, double Covariance, double LogIntegral)
    {
        public static InitialState Of(IDensity sensor, ReadOnlySpan<double> parameters)
        {
            double[] position = [.. parameters, 0, 0];
            double[] at0 = new double[8], level = new double[8], slope = new double[8];
            sensor.Evaluate(position, at0, out double logDensity);
            position[6] = 1;
            sensor.Evaluate(position, level, out _);
            position[6] = 0;
            position[7] = 1;
            sensor.Evaluate(position, slope, out _);

            // The gradient is linear: b - P x.
            double p11 = at0[6] - level[6], p12 = at0[7] - level[7], p22 = at0[7] - slope[7];
            double determinant = (p11 * p22) - (p12 * p12);
            double mean1 = ((p22 * at0[6]) - (p12 * at0[7])) / determinant, mean2 = ((p11 * at0[7]) - (p12 * at0[6])) / determinant;
            double logIntegral = logDensity + (0.5 * ((at0[6] * mean1) + (at0[7] * mean2))) - (0.5 * Math.Log(determinant));
            return new(mean1, mean2, p22 / determinant, p11 / determinant, -p12 / determinant, logIntegral);
        }
    }
}
