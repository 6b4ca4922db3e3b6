// Data for the benchmark models when no folder is given: the sizes of the published ones, simulated.
using Exmc.Fleet;
using Exmc.Models;

namespace Exmc.Cli;

internal static class BenchModels
{
    private const int Rows = 500;
    private const int Columns = 20;

    /// <summary>A benchmark model on simulated data.</summary>
    /// <exception cref="UsageException">There is no benchmark of that name.</exception>
    public static IModel Simulated(string model) => model switch
    {
        "simple" => new Simple { Y = Readings(0, 50) },
        "medium" => new Medium { First = Readings(0, 40), Second = Readings(1, 40) },
        "stress" => new Stress { Y1 = Readings(0, 40), Y2 = Readings(1, 40), Y3 = Readings(2, 40) },
        "eight_schools" => new EightSchools
        {
            Effect = new double[] { 28, 8, -3, 7, -1, 1, 18, 12 },
            StandardError = new double[] { 15, 10, 16, 11, 9, 11, 10, 18 },
        },
        "funnel" => new Funnel(),
        "logistic" => Regression(),
        "sv" => new StochasticVolatility { Return = Scaled(Readings(0, 100), 0.05) },
        "sensor" => new Models.Sensor { Y = Readings(0, 200), X = new double[200] },
        "gp200" => new Gp200 { X = Enumerable.Range(0, 200).Select(i => 0.05 * i).ToArray(), Y = Readings(0, 200) },
        "hmm1000" => new Hmm1000 { Y = Scaled(Readings(0, 1000), 2.0) },
        "survey_response" => Survey(),
        _ => throw new UsageException($"There is no benchmark '{model}'."),
    };

    private static Logistic Regression()
    {
        double[] values = Readings(3, Rows * Columns);
        int[] outcomes = new int[Rows];
        for (int row = 0; row < Rows; row++)
        {
            outcomes[row] = values[row * Columns] > values[(row * Columns) + 1] ? 1 : 0;
        }

        return new Logistic { X = new Matrix(values, Rows, Columns), Y = outcomes };
    }

    /// <summary>2000 respondents of 6 ages, 8 regions and 2 sexes.</summary>
    private static SurveyResponse Survey()
    {
        int[] places = [.. Enumerable.Range(0, 4 * Rows).Select(i => (int)(i * 7919L % 9973))];
        return new SurveyResponse
        {
            Ages = 6,
            Regions = 8,
            Age = [.. places.Select(place => place % 6)],
            Region = [.. places.Select(place => place / 6 % 8)],
            Female = places.Select(place => (double)(place / 48 % 2)).ToArray(),
            Y = [.. places.Select(place => place / 96 % 2)],
        };
    }

    private static double[] Readings(int sensor, int count) => Simulator.Simulate(1, sensor, count, count, Scenario.Clean).Values;

    private static double[] Scaled(double[] values, double factor) => [.. values.Select(value => factor * value)];
}
