// What happens when a density fails.
namespace Exmc.Tests;

public class FailureTests
{
    // A standard normal whose n-th call misbehaves.
    private static FunctionDensity FailingAt(long call, Func<Span<double>, (DensityStatus Status, double LogDensity)> failure)
    {
        FunctionDensity density = Targets.StandardNormal(2);
        LogDensityFunction normal = density.Function;
        density.Function = (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            DensityStatus status = normal(x, gradient, out logDensity);
            if (density.Calls == call)
            {
                (status, logDensity) = failure(gradient);
            }

            return status;
        };
        return density;
    }

    public static TheoryData<string, double, DensityStatus> Failures => new()
    {
        { "NaN", double.NaN, DensityStatus.Ok },
        { "+inf", double.PositiveInfinity, DensityStatus.Ok },
        { "-inf", double.NegativeInfinity, DensityStatus.Ok },
        { "support", -1, DensityStatus.OutsideSupport },
        { "solver", -1, DensityStatus.SolverFailed },
        { "gradient", -1, DensityStatus.Ok },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_failed_evaluation_is_a_divergence_with_its_cause(string kind, double logDensity, DensityStatus status)
    {
        for (long call = 2; call < 30; call++)
        {
            FunctionDensity density = FailingAt(call, gradient =>
            {
                if (kind == "gradient")
                {
                    gradient[1] = double.NaN;
                }

                return (status, logDensity);
            });
            (TestKernel kernel, PhaseSpace space) = Kernels.Create(density, [0.5, 0.5], 0.5);
            int divergent = 0;
            for (int i = 0; i < 30; i++)
            {
                TreeResult result = kernel.Transition();
                Assert.True(double.IsFinite(space.Position[0]) && double.IsFinite(space.LogDensity));
                if (result.Divergent)
                {
                    divergent++;
                    Assert.Equal(status == DensityStatus.Ok ? DensityStatus.NotFinite : status, result.Cause);
                    Assert.Equal(double.PositiveInfinity, result.EnergyError);
                }
            }

            Assert.Equal(1, divergent);
        }
    }

    [Fact]
    public void A_start_without_finite_density_is_retried()
    {
        FunctionDensity density = FailingAt(1, _ => (DensityStatus.NotFinite, 0));
        Posterior fit = Sampler.SampleChain(density, new() { Chains = 1, Warmup = 50, Draws = 50, Start = StartingPoints.Random });
        Assert.Equal(2, fit.Chain(0).PlanThatRan.StartTries);
    }

    [Fact]
    public void No_usable_start_is_an_error_that_names_the_term()
    {
        FunctionDensity density = new(1, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            logDensity = double.NaN;
            return DensityStatus.NotFinite;
        });
        SamplingException error = Assert.Throws<SamplingException>(() => Sampler.SampleChain(density, new() { Chains = 1 }));
        Assert.Contains("'planted'", error.Message, StringComparison.Ordinal);
        Assert.Equal(100, density.Calls);
    }

    [Fact]
    public void A_given_start_without_finite_density_is_an_error_and_not_retried()
    {
        FunctionDensity density = FailingAt(1, _ => (DensityStatus.NotFinite, 0));
        Assert.Throws<SamplingException>(() => Sampler.SampleChain(density, new() { Chains = 1, InitialPosition = new double[2] }));
        Assert.Equal(1, density.Calls);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_exception_of_the_users_reaches_the_caller_as_it_is(int threads)
    {
        FunctionModel model = new(() => FailingAt(40, _ => throw new FormatException("mine")));
        FormatException error = Assert.Throws<FormatException>(() => Sampler.Sample(model, new() { Chains = 3, Warmup = 50, Draws = 50, Threads = threads }));
        Assert.Equal("mine", error.Message);
    }

    [Fact]
    public void A_model_without_parameters_has_empty_draws()
    {
        FunctionDensity density = new(0, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            logDensity = 0;
            return DensityStatus.Ok;
        });
        Posterior fit = Sampler.SampleChain(density, new() { Chains = 1, Draws = 20 });
        Assert.Equal(20, fit.DrawCount);
        Assert.Empty(fit.Summary);
        Assert.Equal(0, fit.Positions(0, 19).Length);
        Assert.NotEmpty(fit.ToString());
        Assert.Empty(Sampler.RefitChain(density, fit.Adaptation, new()).Summary);
    }

    [Fact]
    public void A_target_that_always_diverges_terminates_with_every_draw_flagged_and_recorded()
    {
        FunctionDensity density = Targets.StandardNormal(2);
        LogDensityFunction normal = density.Function;
        density.Function = (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            normal(x, gradient, out logDensity);
            return density.Calls == 1 ? DensityStatus.Ok : DensityStatus.SolverFailed;
        };
        Posterior fit = Sampler.SampleChain(density, new() { Chains = 1, Warmup = 100, Draws = 60, Start = StartingPoints.Random });
        Assert.All(fit.Chain(0).Divergent.ToArray(), Assert.True);
        Assert.Equal(60, fit.Chain(0).Divergences.Count);
        Assert.Contains(fit.Warnings, warning => warning.Contains("diverged", StringComparison.Ordinal) && warning.Contains("solver", StringComparison.Ordinal));
        Assert.Contains(fit.Warnings, warning => warning.Contains("constant", StringComparison.Ordinal));
    }

    [Fact]
    public void A_divergence_record_names_start_end_and_energy_error_and_is_absent_otherwise()
    {
        // A narrow wall: steps tuned to the bulk overshoot it.
        FunctionDensity density = new(1, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            double excess = Math.Max(0, x[0] - 1);
            logDensity = (-0.5 * x[0] * x[0]) - (1e6 * excess * excess);
            gradient[0] = -x[0] - (2e6 * excess);
            return DensityStatus.Ok;
        });
        Posterior fit = Sampler.SampleChain(density, new() { Chains = 1, Seed = 3, Warmup = 0, Draws = 500, InitialPosition = new double[] { -1 } });
        ChainStatistics chain = fit.Chain(0);
        Assert.NotEmpty(chain.Divergences);
        Assert.Equal(chain.Divergent.ToArray().Count(flag => flag), chain.Divergences.Count);
        foreach (Divergence record in chain.Divergences)
        {
            Assert.True(chain.Divergent[record.Draw]);
            Assert.Equal(DensityStatus.Ok, record.Cause);
            Assert.True(record.EnergyError > 1000);
            Assert.True(record.End.Span[0] > 1);
            Assert.True(record.Start.Span[0] <= 1.1);
        }
    }

    [Fact]
    public void An_improper_posterior_is_an_error()
    {
        FunctionDensity flat = new(2, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            gradient.Clear();
            logDensity = 0;
            return DensityStatus.Ok;
        });
        Assert.Contains("improper", Assert.Throws<SamplingException>(() => Sampler.SampleChain(flat, new() { Chains = 1 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_stops_all_chains()
    {
        using CancellationTokenSource source = new();
        FunctionModel model = new(() => Targets.StandardNormal(2));
        Progress progress = new(() => source.Cancel());
        Assert.Throws<OperationCanceledException>(() => Sampler.Sample(model, new() { Draws = 10_000_000, Warmup = 0, Progress = progress }, source.Token));
    }

    private sealed class Progress(Action act) : IProgress<ChainProgress>
    {
        public void Report(ChainProgress value) => act();
    }
}
