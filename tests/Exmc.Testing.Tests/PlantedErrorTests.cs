// Errors planted in a model, each of which a property finds.
using Exmc.Models;
using Xunit;

namespace Exmc.Testing.Tests;

/// <summary>The model is normal readings with unknown mean (coordinate 0) and scale (coordinate 1, its logarithm).</summary>
public class PlantedErrorTests
{
    private static readonly Simple Sound = new() { Y = new double[] { 0.5, -0.25, 1.5, 0.75, 2 } };

    [Fact]
    public void The_sound_model_has_all_properties()
    {
        IModel model = Planted(inner => new PlantedDensity(inner));
        ModelProperties.Gradient(model);
        ModelProperties.TransformRoundTrip(model);
        ModelProperties.Jacobian(model);
        ModelProperties.PriorSupport(model);
        ModelProperties.PriorScore(model);
        ModelProperties.Determinism(model);
        ModelProperties.WarmEqualsCold(model, model);
        ModelProperties.DataSizes(n => new Simple { Y = new double[n] });
    }

    [Fact]
    public void A_component_of_the_gradient_with_the_wrong_sign()
    {
        ModelPropertyException failure = Fails(ModelProperties.Gradient, Changing((_, gradient) => gradient[1] = -gradient[1]));
        Assert.Contains("component 1 of the gradient (Sigma)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_component_of_the_gradient_that_is_off_by_one_in_ten_thousand() =>
        Fails(ModelProperties.Gradient, Changing((_, gradient) => gradient[0] *= 1.0001));

    [Fact]
    public void A_component_of_the_gradient_that_is_never_computed() => Fails(ModelProperties.Gradient, Changing((_, gradient) => gradient[0] = 0));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_component_of_the_gradient_that_is_not_finite(double value) => Fails(ModelProperties.Gradient, Changing((_, gradient) => gradient[0] = value));

    [Fact]
    public void A_log_density_that_is_seldom_finite_in_one_coordinate_system() => Fails(ModelProperties.Jacobian, new HalfPlanted(inner => new PlantedDensity(inner)
    {
        AfterEvaluate = (ReadOnlySpan<double> position, Span<double> gradient, ref double logDensity, DensityStatus status) =>
            position[0] > -0.4 && position[0] != 0.25 ? DensityStatus.NotFinite : status,
    }));

    /// <summary>The smallest position that fails: 1.0 exactly in one coordinate would not.</summary>
    [Fact]
    public void A_gradient_that_is_wrong_on_one_side_of_a_branch_with_a_shrunk_position_and_a_reproducer()
    {
        IModel model = Changing((position, gradient) => gradient[1] += position[0] >= 1.5 ? 0.01 : 0);
        ModelPropertyException failure = Fails(ModelProperties.Gradient, model);
        Assert.InRange(failure.Position![0], 1.5, 3);
        Assert.Equal(Math.Truncate(failure.Position[0]), failure.Position[0]);
        Assert.Equal(0, failure.Position[1]);
        Assert.Contains(FormattableString.Invariant($"At = [{failure.Position[0]}, 0]"), failure.Message, StringComparison.Ordinal);
        ModelPropertyException again = Assert.Throws<ModelPropertyException>(
            () => ModelProperties.Gradient(model, new PropertyOptions { Seed = failure.Seed, At = failure.Position }));
        Assert.Equal(failure.Position, again.Position);
        ModelProperties.Gradient(model, new PropertyOptions { At = [1, 0] });
    }

    /// <summary>Log density and gradient agree, so that differences cannot tell.</summary>
    [Fact]
    public void A_missing_jacobian()
    {
        IModel model = Planted(inner => new PlantedDensity(inner)
        {
            AfterEvaluate = (ReadOnlySpan<double> position, Span<double> gradient, ref double logDensity, DensityStatus status) =>
            {
                logDensity -= position[1];
                gradient[1] -= 1;
                return status;
            },
        });
        ModelProperties.Gradient(model);
        Assert.Contains("(Sigma)", Fails(ModelProperties.PriorScore, model).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_jacobian_that_is_missing_in_one_coordinate_system()
    {
        IModel model = new HalfPlanted(inner => new PlantedDensity(inner)
        {
            AfterEvaluate = (ReadOnlySpan<double> position, Span<double> gradient, ref double logDensity, DensityStatus status) =>
            {
                logDensity -= position[1];
                return status;
            },
        });
        Fails(ModelProperties.Jacobian, model);
    }

    [Fact]
    public void A_transform_with_the_wrong_inverse() =>
        Fails(ModelProperties.TransformRoundTrip, Planted(inner => new PlantedDensity(inner) { AfterUnconstrain = position => position[1] *= 1.000001 }));

    [Fact]
    public void A_support_that_ends_too_early()
    {
        IModel model = Planted(inner => new PlantedDensity(inner)
        {
            AfterEvaluate = (ReadOnlySpan<double> position, Span<double> gradient, ref double logDensity, DensityStatus status) =>
                position[1] > 1 ? DensityStatus.OutsideSupport : status,
        });
        Assert.Contains(nameof(DensityStatus.OutsideSupport), Fails(ModelProperties.PriorSupport, model).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Draws_of_a_prior_outside_its_support() =>
        Fails(ModelProperties.PriorSupport, Planted(inner => new PlantedDensity(inner) { AfterDrawPrior = values => values[1] -= 0.1 }));

    [Fact]
    public void Draws_of_a_prior_with_another_scale() =>
        Fails(ModelProperties.PriorScore, Planted(inner => new PlantedDensity(inner) { AfterDrawPrior = values => values[0] *= 1.5 }));

    [Fact]
    public void A_density_that_remembers()
    {
        int calls = 0;
        IModel model = Planted(inner => new PlantedDensity(inner)
        {
            AfterEvaluate = (ReadOnlySpan<double> position, Span<double> gradient, ref double logDensity, DensityStatus status) =>
            {
                logDensity = ++calls % 7 == 0 ? Math.BitIncrement(logDensity) : logDensity;
                return status;
            },
        });
        Fails(ModelProperties.Determinism, model);
    }

    [Fact]
    public void Lanes_with_other_bits()
    {
        IModel model = Planted(inner => new PlantedDensity(inner) { Lanes = lanes => new PlantedLanes(lanes!) });
        Assert.Contains("lanes", Fails(ModelProperties.Determinism, model).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_on_empty_data()
    {
        ModelPropertyException failure = Assert.Throws<ModelPropertyException>(() => ModelProperties.DataSizes(n =>
        {
            double[] readings = new double[n];
            Simple model = new() { Y = readings };
            return new PlantedModel(model, inner => new PlantedDensity(inner)
            {
                AfterEvaluate = (ReadOnlySpan<double> position, Span<double> gradient, ref double logDensity, DensityStatus status) =>
                {
                    logDensity += 0 * readings[0];
                    return status;
                },
            });
        }));
        Assert.Contains("with 0 readings", failure.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(IndexOutOfRangeException), failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A refit on new data that still sees the old ones.</summary>
    [Fact]
    public void A_refit_on_stale_data()
    {
        Simple moved = new() { Y = new double[] { 3, 2.5, 4, 3.5, 4.5 } };
        int binds = 0;
        PlantedModel stale = new(moved, inner => binds++ < 4 ? Sound.Bind() : inner);
        ModelPropertyException failure = Assert.Throws<ModelPropertyException>(() => ModelProperties.WarmEqualsCold(Sound, stale));
        Assert.Contains("the mean of mu", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_likelihood_with_another_scale() => Assert.Throws<ModelPropertyException>(() => ModelProperties.Calibration(
        new Simple { Y = new double[12] },
        (block, draw) => new Simple { Y = block.Values("Replicated", draw).Select(y => 1.5 * y).ToArray() },
        new CalibrationOptions { Simulations = 200, Seed = 20, Sampler = new() { Chains = 1, Threads = 1, Warmup = 300, Draws = 400 } }));

    [Fact]
    public void Options_that_cannot_be_honoured_are_refused_by_name()
    {
        Assert.Equal("Cases", Assert.Throws<ArgumentOutOfRangeException>(() => ModelProperties.Gradient(Sound, new PropertyOptions { Cases = 0 })).ParamName);
        Assert.Equal("PriorDraws", Assert.Throws<ArgumentOutOfRangeException>(() => ModelProperties.PriorScore(Sound, new PropertyOptions { PriorDraws = 3 })).ParamName);
        Assert.Contains("At has 1 coordinates", Assert.Throws<ArgumentException>(() => ModelProperties.Gradient(Sound, new PropertyOptions { At = [1] })).Message, StringComparison.Ordinal);
    }

    private static PlantedModel Planted(Func<IDensity, IDensity> plant) => new(Sound, plant);

    private delegate void GradientChange(ReadOnlySpan<double> position, Span<double> gradient);

    private static PlantedModel Changing(GradientChange change) => Planted(inner => new PlantedDensity(inner)
    {
        AfterEvaluate = (ReadOnlySpan<double> position, Span<double> gradient, ref double logDensity, DensityStatus status) =>
        {
            change(position, gradient);
            return status;
        },
    });

    private static ModelPropertyException Fails(Action<IModel, PropertyOptions?> property, IModel model)
    {
        ModelPropertyException failure = Assert.Throws<ModelPropertyException>(() => property(model, null));
        Assert.Equal(property.Method.Name, failure.Property);
        return failure;
    }

    private sealed class HalfPlanted(Func<IDensity, IDensity> plant) : IModel
    {
        public string ModelName => Sound.ModelName;

        public IDensity Bind(Coordinates coordinates = Coordinates.Sampling) =>
            coordinates == Coordinates.Sampling ? plant(Sound.Bind(coordinates)) : Sound.Bind(coordinates);
    }
}
