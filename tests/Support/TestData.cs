// Small data for every model, and numerical derivatives.
using System.Globalization;
using System.Text.Json;

using Exmc.Models;

namespace Exmc.TestSupport;

internal static class TestData
{
    /// <summary>A model on small made-up data.</summary>
    public static IModel Model(string name) => Catalogue.Find(name)!.FromJson(Element(name));

    /// <summary>Small made-up data for a model.</summary>
    public static JsonElement Element(string name)
    {
        using JsonDocument document = JsonDocument.Parse(Json(name));
        return document.RootElement.Clone();
    }

    /// <summary>Fixed positions near the origin.</summary>
    public static double[][] Positions(int dimension, int count) =>
        [.. Enumerable.Range(1, count).Select(seed => Enumerable.Range(0, dimension).Select(k => 0.5 * Math.Sin((seed * 1.7) + (k * 0.9))).ToArray())];

    /// <summary>A central difference of fourth order.</summary>
    public static double Derivative(Func<double[], double> f, double[] at, int k)
    {
        double h = 1e-3;
        double Shifted(double step)
        {
            double[] moved = [.. at];
            moved[k] += step;
            return f(moved);
        }

        return ((8.0 * (Shifted(h) - Shifted(-h))) - (Shifted(2 * h) - Shifted(-2 * h))) / (12.0 * h);
    }

    private static string Json(string name)
    {
        string Wave(int n, double scale, double offset = 0.0) =>
            "[" + string.Join(", ", Enumerable.Range(0, n).Select(i => (offset + (scale * Math.Sin(1.3 * i))).ToString("R", CultureInfo.InvariantCulture))) + "]";
        string Bits(int n) => "[" + string.Join(", ", Enumerable.Range(0, n).Select(i => i % 3 == 0 ? 1 : 0)) + "]";
        string Table(int n, int columns) => "[" + string.Join(", ", Enumerable.Range(0, n).Select(i => Wave(columns, 1.0, 0.1 * i))) + "]";
        string eight = $$"""{ "J": 8, "y": [28, 8, -3, 7, -1, 1, 18, 12], "sigma": [15, 10, 16, 11, 9, 11, 10, 18] }""";
        return name switch
        {
            "hierarchical_regression" or "correlated_slopes" => $$"""{ "groups": 3, "group": [0, 1, 2, 0, 1, 2, 0, 1, 2], "x": {{Wave(9, 1)}}, "y": {{Wave(9, 2)}} }""",
            "item_response" => $$"""{ "persons": 3, "items": 2, "person": [0, 1, 2, 0, 1, 2], "item": [0, 0, 0, 1, 1, 1], "y": {{Bits(6)}} }""",
            "poisson_regression" => $$"""{ "X": {{Table(9, 2)}}, "exposure": {{Wave(9, 0.5, 2)}}, "y": [0, 3, 1, 2, 0, 5, 1, 1, 4] }""",
            "survey_response" => """{ "ages": 3, "regions": 2, "age": [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2], "region": [0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1], "female": [1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 0, 1], "y": [1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1] }""",
            "robust_regression" => $$"""{ "x": {{Wave(9, 1)}}, "y": {{Wave(9, 2)}} }""",
            "weibull_survival" => $$"""{ "time": {{Wave(9, 0.5, 2)}}, "event": {{Bits(9)}}, "x": {{Wave(9, 1)}} }""",
            "change_point" => """{ "y": [4, 5, 4, 1, 0, 4, 3, 0, 0, 1, 1, 0] }""",
            "horseshoe" => $$"""{ "X": {{Table(9, 3)}}, "y": {{Wave(9, 2)}} }""",
            "local_level_seasonal" => """{ "y": [0.1, 0.4, null, 0.2, -0.3, 0.5, 0.6, null, 0.1, 0.0], "period": 4 }""",
            "approximate_gaussian_process" => """{ "x": [-0.9, -0.5, 0.0, 0.2, 0.6, 1.0], "y": [0.1, -0.4, 1.1, 1.6, 0.9, -0.2] }""",
            "local_linear_trend" => """{ "y": [0.1, -0.4, null, 1.6, 0.9, -0.2] }""",
            "group_correlations" => """{ "y": [[0.1, 0.4], [-0.4, -0.9], [1.6, 0.2], [0.9, -0.2], [0.3, 0.1]], "group": [0, 0, 1, 1, 0], "groups": 2 }""",
            "regime_switching" => """{ "y": [0.1, -0.4, 2.1, 2.6, 1.9, -0.2], "regimes": 2 }""",
            "lotka_volterra" => """{ "ts": [1, 2, 3, 4], "y_init": [30, 4], "y": [[47.2, 6.1], [70.2, 9.8], [77.4, 35.2], [36.3, 59.4]] }""",
            "sir_epidemic" => """{ "day": [1, 2, 3, 4, 5, 6], "cases": [3, 8, 26, 76, 225, 298], "population": 763, "infected": 1 }""",
            "pharmacokinetics" => """{ "times": [0.5, 1, 2, 4, 8], "concentration": [6.1, 8.3, 9.7, 8.8, 5.1], "dose": 30, "volume": 2 }""",
            "simple" => $$"""{ "y": {{Wave(11, 1)}} }""",
            "medium" => $$"""{ "ya": {{Wave(11, 1)}}, "yb": {{Wave(9, 2)}} }""",
            "stress" => $$"""{ "y1": {{Wave(11, 1)}}, "y2": {{Wave(9, 2)}}, "y3": {{Wave(8, 0.5)}} }""",
            "eight_schools" or "eight_schools_centered" or "eight_schools_noncentered" => eight,
            "funnel" => "{}",
            "logistic" => $$"""{ "X": {{Table(12, 3)}}, "y": {{Bits(12)}} }""",
            "sv" => $$"""{ "r": {{Wave(12, 1)}} }""",
            "sensor" or "windowed_sensor" => $$"""{ "y": [0.1, 0.4, null, 0.2, -0.3, 0.5, 0.6, null, 0.1, 0.0], "x": {{Wave(10, 1)}}, "x_next": 0.3 }""",
            "local_level" or "student_level" => """{ "y": [0.1, 0.4, null, 0.2, -0.3, 0.5, 0.6, null, 0.1, 0.0] }""",
            "count_level" => """{ "y": [3, 1, null, 2, 0, 5, 4, null, 1, 2] }""",
            "seasonal_sensor" => $$"""{ "y": [0.1, 0.4, null, 0.2, -0.3, 0.5, 0.6, null, 0.1, 0.0], "x": {{Wave(10, 1)}}, "x_next": 0.3 }""",
            "ar_k" => $$"""{ "K": 2, "y": {{Wave(12, 1)}} }""",
            "garch11" => $$"""{ "y": {{Wave(12, 1)}}, "sigma1": 0.5 }""",
            "kidscore_interaction" or "kidscore_momhs" => $$"""{ "kid_score": {{Wave(12, 5)}}, "mom_hs": {{Bits(12)}}, "mom_iq": {{Wave(12, 2)}} }""",
            "logmesquite_logvash" => $$"""{ "weight": {{Wave(9, 1, 3)}}, "diam1": {{Wave(9, 0.5, 2)}}, "diam2": {{Wave(9, 0.3, 2)}}, "canopy_height": {{Wave(9, 0.4, 1)}}, "total_height": {{Wave(9, 0.2, 1)}}, "group": {{Bits(9)}} }""",
            "gp_regr" or "gp200" => $$"""{ "x": {{Wave(9, 3)}}, "y": {{Wave(9, 1)}} }""",
            "hmm1000" => $$"""{ "y": {{Wave(12, 3)}} }""",
            "gaussian_mixture" => $$"""{ "y": {{Wave(12, 3)}} }""",
            "hidden_markov_example" => $$"""{ "y": {{Wave(9, 3, 6)}} }""",
            "diamonds" => $$"""{ "Y": {{Wave(9, 1, 8)}}, "X": {{Table(9, 3)}} }""",
            "nes" => $$"""{ "partyid7": {{Wave(9, 2, 4)}}, "real_ideo": {{Wave(9, 1)}}, "race_adj": {{Bits(9)}}, "age_discrete": [1, 2, 3, 4, 1, 2, 3, 4, 1], "educ1": {{Wave(9, 1)}}, "gender": {{Bits(9)}}, "income": {{Wave(9, 1)}} }""",
            "blr" => $$"""{ "X": {{Table(12, 3)}}, "y": {{Wave(12, 2)}} }""",
            "earn_height" or "logearn_interaction" => $$"""{ "earn": {{Wave(9, 1, 4)}}, "height": {{Wave(9, 1)}}, "male": {{Bits(9)}} }""",
            _ => throw new ArgumentException($"No test data for '{name}': add some.", nameof(name)),
        };
    }
}
