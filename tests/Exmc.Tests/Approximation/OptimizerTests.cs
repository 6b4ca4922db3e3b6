// Modes that are known.
namespace Exmc.Tests;

public class OptimizerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    public void The_mode_of_a_normal_is_its_mean(int dimension)
    {
        Optimum optimum = Optimizer.Maximize(NormalTargets.Model(dimension), new OptimizerOptions { Seed = 3, GradientTolerance = 1e-9 });
        Assert.True(optimum.Converged, string.Join(' ', optimum.Warnings));
        Assert.Empty(optimum.Warnings);
        Assert.Equal(0, optimum.LogDensity, 1e-12);
        for (int i = 0; i < dimension; i++)
        {
            // Rounding may end the search 1e-13 nats below the mode; the smallest eigenvalue of the precision is at least 0.09.
            Assert.Equal(NormalTargets.Mean(dimension)[i], optimum.Position.Span[i], Math.Sqrt(2e-13 / 0.09));
            Assert.Equal(optimum.Position.Span[i], optimum.Value($"x[{i}]"));
        }
    }

    /// <summary>The curved valley of Rosenbrock (1960), mode (1, 1).</summary>
    [Fact]
    public void A_curved_valley_is_followed_to_its_end()
    {
        FunctionModel valley = new(() => new FunctionDensity(2, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            double across = x[1] - (x[0] * x[0]);
            logDensity = -(100 * across * across) - ((1 - x[0]) * (1 - x[0]));
            gradient[0] = (400 * across * x[0]) + (2 * (1 - x[0]));
            gradient[1] = -200 * across;
            return DensityStatus.Ok;
        }));
        Optimum optimum = Optimizer.Maximize(valley, new OptimizerOptions { InitialPosition = new[] { -1.2, 1.0 } });
        Assert.True(optimum.Converged);
        Assert.Equal(1, optimum.Position.Span[0], 1e-6);
        Assert.Equal(1, optimum.Position.Span[1], 1e-6);
        Assert.InRange(optimum.Evaluations, 10, 100);
    }

    /// <summary>log x - x on x > 0 has its mode at 1; the rest of the line is outside the support.</summary>
    [Fact]
    public void The_edge_of_the_support_turns_the_search_back()
    {
        FunctionModel gamma = new(() => new FunctionDensity(1, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            logDensity = Math.Log(x[0]) - x[0];
            gradient[0] = (1 / x[0]) - 1;
            return x[0] > 0 ? DensityStatus.Ok : DensityStatus.OutsideSupport;
        }));
        Assert.Equal(1, Optimizer.Maximize(gamma, new OptimizerOptions { InitialPosition = new[] { 9.0 } }).Position.Span[0], 1e-6);
    }

    [Fact]
    public void A_density_without_a_mode_is_warned_of()
    {
        FunctionModel slope = new(() => new FunctionDensity(1, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            logDensity = Math.Log(1 + Math.Exp(Math.Min(x[0], 700))) + Math.Max(x[0] - 700, 0);
            gradient[0] = 1 / (1 + Math.Exp(-x[0]));
            return DensityStatus.Ok;
        }));
        Optimum optimum = Optimizer.Maximize(slope, new OptimizerOptions { MaxIterations = 20 });
        Assert.False(optimum.Converged);
        Assert.Contains("MaxIterations (now 20)", Assert.Single(optimum.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_are_checked_and_searches_can_be_cancelled()
    {
        FunctionModel model = NormalTargets.Model(2);
        static string Message(Action act) => Assert.ThrowsAny<ArgumentException>(act).Message;
        Assert.Contains("MaxIterations cannot be 0", Message(() => Optimizer.Maximize(model, new OptimizerOptions { MaxIterations = 0 })), StringComparison.Ordinal);
        Assert.Contains("Memory cannot be 0", Message(() => Optimizer.Maximize(model, new OptimizerOptions { Memory = 0 })), StringComparison.Ordinal);
        Assert.Contains("GradientTolerance cannot be NaN", Message(() => Optimizer.Maximize(model, new OptimizerOptions { GradientTolerance = double.NaN })), StringComparison.Ordinal);
        Assert.Contains("has length 1", Message(() => Optimizer.Maximize(model, new OptimizerOptions { InitialPosition = new[] { 1.0 } })), StringComparison.Ordinal);
        Assert.Contains("Paths cannot be 0", Message(() => Pathfinder.Of(model, new PathfinderOptions { Paths = 0 })), StringComparison.Ordinal);
        Assert.Contains("use at least 7", Message(() => LaplaceApproximation.Of(model, new LaplaceOptions { Draws = 6 })), StringComparison.Ordinal);
        Assert.Contains("there are x[0], x[1]", Message(() => Optimizer.Maximize(model).Value("y")), StringComparison.Ordinal);
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Optimizer.Maximize(model, null, cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => LaplaceApproximation.Of(model, null, cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => Pathfinder.Of(model, null, cancelled.Token));
    }
}
