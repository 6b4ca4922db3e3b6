// Log densities and gradients against those that Stan computed.
using System.Text.Json;
using Xunit;

namespace Exmc.Models.Tests;

public class StanDensityTests
{
    public static TheoryData<string, string> Peers => new()
    {
        { "simple", "simple" }, { "medium", "medium" }, { "stress", "stress" }, { "eight_schools", "eight_schools" },
        { "funnel", "funnel" }, { "logistic", "logistic" }, { "sv", "sv" },
        { "sensor", "sensor_0" }, { "sensor", "sensor_1" }, { "sensor", "sensor_2" }, { "sensor", "sensor_3" }, { "sensor", "sensor_4" }, { "sensor", "sensor_5" }, { "gp200", "gp200" }, { "hmm1000", "hmm1000" },
    };

    public static TheoryData<string> Posteriors =>
    [
        "eight_schools-eight_schools_noncentered", "arK-arK", "garch-garch11", "kidiq-kidscore_interaction",
        "mesquite-logmesquite_logvash", "nes2000-nes", "sblrc-blr", "earnings-logearn_interaction", "low_dim_gauss_mix-low_dim_gauss_mix", "hmm_example-hmm_example", "diamonds-diamonds", "gp_pois_regr-gp_regr",
    ];

    [SharedTheory]
    [MemberData(nameof(Peers))]
    public void The_density_and_gradient_of_a_benchmark_are_Stans(string model, string data) =>
        Check(model, SharedFolder.Json("peers", "data", data + ".json"), SharedFolder.Json("peers", "points.json").GetProperty(data));

    [SharedTheory]
    [MemberData(nameof(Posteriors))]
    public void The_density_and_gradient_of_a_posterior_are_Stans(string posterior) =>
        Check(posterior, SharedFolder.Json("posteriordb", posterior, "data.json"), SharedFolder.Json("posteriordb", posterior, "stan.json"));

    /// <summary>Up to one additive constant: differences to the first point.</summary>
    private static void Check(string model, JsonElement data, JsonElement points)
    {
        IDensity density = Catalogue.Find(model)!.FromJson(data).Bind(Coordinates.Canonical);
        double[] gradient = new double[density.Dimension];
        double? offset = null;
        foreach (JsonElement point in points.EnumerateArray())
        {
            double[] position = Numbers(point.GetProperty("x"));
            double[] expected = Numbers(point.GetProperty("grad"));
            double logDensity = point.GetProperty("lp").GetDouble();
            Assert.Equal(density.Dimension, position.Length);
            Assert.Equal(DensityStatus.Ok, density.Evaluate(position, gradient, out double actual));
            offset ??= logDensity - actual;
            double scale = expected.Select(Math.Abs).Append(1.0).Max();
            Assert.True(
                Math.Abs(actual + offset.Value - logDensity) <= 1e-8 * Math.Max(1.0, Math.Abs(logDensity)),
                $"log density {actual + offset.Value:R}, Stan {logDensity:R}");
            for (int k = 0; k < expected.Length; k++)
            {
                Assert.True(Math.Abs(gradient[k] - expected[k]) <= 1e-8 * scale, $"gradient {k}: {gradient[k]:R}, Stan {expected[k]:R}");
            }
        }
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(element => element.GetDouble())];
}
