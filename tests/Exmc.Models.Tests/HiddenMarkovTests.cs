// Hidden Markov models against the sum over all sequences of states.
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Models.Tests;

public class HiddenMarkovTests
{
    private static readonly double[] Readings = [0.1, -0.4, 2.1, 2.6, 1.9, -0.2];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Likelihood_state_probabilities_and_best_sequence_are_those_of_enumeration(int regimes)
    {
        IDensity density = new RegimeSwitching { Y = Readings, Regimes = regimes }.Bind(Coordinates.Canonical);
        IDensity other = new RegimeSwitching { Y = (double[])[.. Readings[..^1], 3.0], Regimes = regimes }.Bind(Coordinates.Canonical);
        foreach (double[] position in TestData.Positions(density.Dimension, 3))
        {
            double[] values = new double[density.Layout.ValueCount];
            density.Constrain(position, values);
            double[] Of(string name)
            {
                LayoutEntry entry = density.Layout.Entries.Single(candidate => candidate.Member == name);
                return values[entry.ValueOffset..(entry.ValueOffset + entry.ValueSize)];
            }

            (double[] transition, double[] initial, double[] mu, double[] sigma) = (Of("Transition"), Of("Initial"), Of("Mu"), Of("Sigma"));
            double Joint(int[] states, double[] y) => states.Select((s, t) =>
                Math.Log(t == 0 ? initial[s] : transition[(states[t - 1] * regimes) + s])
                - (0.5 * Math.Pow((y[t] - mu[s]) / sigma[s], 2.0)) - Math.Log(sigma[s]) - (0.5 * Math.Log(2.0 * Math.PI))).Sum();

            int[][] paths = [.. Paths(regimes, Readings.Length)];
            double[] joint = [.. paths.Select(path => Math.Exp(Joint(path, Readings)))];
            double[] moved = [.. paths.Select(path => Math.Exp(Joint(path, [.. Readings[..^1], 3.0])))];

            // The priors are the same with other readings: they fall out of the difference.
            double[] gradient = new double[density.Dimension];
            density.Evaluate(position, gradient, out double first);
            other.Evaluate(position, gradient, out double second);
            Assert.Equal(Math.Log(joint.Sum()) - Math.Log(moved.Sum()), first - second, 1e-10);

            double[] probability = Of("RegimeProbability");
            for (int t = 0; t < Readings.Length; t++)
            {
                for (int k = 0; k < regimes; k++)
                {
                    double expected = paths.Zip(joint).Where(pair => pair.First[t] == k).Sum(pair => pair.Second) / joint.Sum();
                    Assert.Equal(expected, probability[(t * regimes) + k], 1e-12);
                }
            }

            int[] best = paths[Array.IndexOf(joint, joint.Max())];
            Assert.Equal(best.Select(state => (double)state), Of("Regime"));
        }
    }

    private static IEnumerable<int[]> Paths(int states, int length) =>
        length == 0 ? [[]] : Paths(states, length - 1).SelectMany(path => Enumerable.Range(0, states).Select(state => (int[])[.. path, state]));
}
