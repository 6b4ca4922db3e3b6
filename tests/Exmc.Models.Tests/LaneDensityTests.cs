// Eight lanes of a library model compute what eight evaluations by themselves compute, bit for bit.
using System.Text.Json;
using System.Text.Json.Nodes;
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Models.Tests;

public class LaneDensityTests
{
    private const int Width = ILaneDensity.Width;

    /// <summary>Models that solve differential equations: their steps differ from lane to lane.</summary>
    private static readonly string[] WithoutLanes = ["lotka_volterra", "sir_epidemic", "pharmacokinetics"];

    public static TheoryData<string> Models => [.. Catalogue.Entries.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_lane_has_the_bits_of_an_evaluation_by_itself(string model)
    {
        if (WithoutLanes.Contains(model))
        {
            Assert.Null(TestData.Model(model).Bind().CreateLanes());
            return;
        }

        IDensity[] densities = [.. Enumerable.Range(0, Width).Select(lane => Catalogue.Find(model)!.FromJson(Varied(TestData.Element(model), lane)).Bind())];
        ILaneDensity lanes = densities[0].CreateLanes()!;
        for (int lane = 1; lane < Width; lane++)
        {
            Assert.True(lanes.TryLoad(lane, densities[lane]));
        }

        Check(densities, lanes, TestData.Positions(densities[0].Dimension, Width));
    }

    [Fact]
    public void A_lane_takes_data_of_the_same_sizes_alone()
    {
        IDensity ten = TestData.Model("sensor").Bind(), nine = Sensor(9).Bind();
        ILaneDensity lanes = ten.CreateLanes()!;
        Assert.False(lanes.TryLoad(3, nine));
        Check([.. Enumerable.Repeat(ten, Width)], lanes, TestData.Positions(ten.Dimension, Width));
        Assert.Throws<ArgumentException>(() => lanes.TryLoad(3, TestData.Model("simple").Bind()));
    }

    [Fact]
    public void A_lane_whose_position_is_bad_leaves_the_others_as_they_are()
    {
        IDensity density = TestData.Model("sensor").Bind();
        double[][] at = TestData.Positions(density.Dimension, Width);
        at[2][0] = double.NaN;
        at[5][4] = 1e200;
        Check([.. Enumerable.Repeat(density, Width)], density.CreateLanes()!, at);
    }

    [Fact]
    public void An_evaluation_allocates_nothing()
    {
        foreach (string model in Catalogue.Entries.Select(entry => entry.Name).Except(WithoutLanes))
        {
            ILaneDensity lanes = TestData.Model(model).Bind().CreateLanes()!;
            double[] positions = new double[Width * lanes.Dimension], gradients = new double[Width * lanes.Dimension], logDensities = new double[Width];
            DensityStatus[] statuses = new DensityStatus[Width];
            Assert.True(Allocation.OfBatch(10, () => lanes.Evaluate(positions, gradients, logDensities, statuses)) == 0, model);
        }
    }

    private static void Check(IDensity[] densities, ILaneDensity lanes, double[][] at)
    {
        int d = densities[0].Dimension;
        double[] positions = new double[Width * d], gradients = new double[Width * d], logDensities = new double[Width], gradient = new double[d];
        DensityStatus[] statuses = new DensityStatus[Width];
        for (int k = 0; k < Width * d; k++)
        {
            positions[k] = at[k % Width][k / Width];
        }

        lanes.Evaluate(positions, gradients, logDensities, statuses);
        for (int lane = 0; lane < Width; lane++)
        {
            Assert.Equal(densities[lane].Evaluate(at[lane], gradient, out double logDensity), statuses[lane]);
            if (statuses[lane] == DensityStatus.Ok)
            {
                Assert.Equal(logDensity, logDensities[lane]);
                Assert.Equal(gradient, Enumerable.Range(0, d).Select(i => gradients[(Width * i) + lane]));
            }
        }
    }

    private static IModel Sensor(int readings) => new Sensor { Y = new double[readings], X = new double[readings] };

    /// <summary>Other data of the same sizes: rows in another order, reals of another scale.</summary>
    private static JsonElement Varied(JsonElement data, int seed) => JsonSerializer.SerializeToElement(Varied(JsonNode.Parse(data.GetRawText()), seed));

    private static JsonNode? Varied(JsonNode? node, int seed) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Varied(member.Value, seed)))),
        JsonArray rows => new JsonArray([.. Enumerable.Range(0, rows.Count).Select(i => Varied(rows[(i + seed) % rows.Count], seed))]),
        JsonValue value when value.GetValue<JsonElement>() is { ValueKind: JsonValueKind.Number } number && !number.TryGetInt32(out _) => JsonValue.Create(number.GetDouble() * (1 - (0.01 * seed))),
        _ => node?.DeepClone(),
    };
}
