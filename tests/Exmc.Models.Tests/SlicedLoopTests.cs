// Gradients of large data: the same bits for any number of threads, and the numbers of sums that were not cut.
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Models.Tests;

public class SlicedLoopTests
{
    /// <summary>Models whose loops run in slices, with rows that leave fewer than eight, and more, for the last slice.</summary>
    public static TheoryData<string, int> Large => new()
    {
        { "logistic", 50_003 },
        { "logistic", 51_235 },
        { "logistic", 51_267 },
        { "poisson_regression", 61_444 },
        { "robust_regression", 120_007 },
        { "gaussian_mixture", 70_001 },
    };

    [Theory]
    [MemberData(nameof(Large))]
    public void The_bits_do_not_depend_on_the_number_of_threads(string name, int rows)
    {
        IDensity density = Model(name, rows).Bind();
        Assert.Null(density.CreateLanes());
        foreach (double[] at in TestData.Positions(density.Dimension, 2))
        {
            (double LogDensity, double[] Gradient) alone = Evaluate(density, at, 1);
            foreach (int threads in new[] { 2, 3, 8 })
            {
                for (int repetition = 0; repetition < 20; repetition++)
                {
                    (double logDensity, double[] gradient) = Evaluate(density, at, threads);
                    Assert.Equal(alone.LogDensity, logDensity);
                    Assert.Equal(alone.Gradient, gradient);
                }
            }
        }
    }

    /// <summary>Numbers of rows around those of a panel, of 64: a last panel may have fewer rows than a vector has elements.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(71)]
    [InlineData(72)]
    [InlineData(73)]
    [InlineData(130)]
    [InlineData(50_003)]
    [InlineData(51_235)]
    [InlineData(51_267)]
    public void A_logistic_regression_is_its_definition(int rows)
    {
        Logistic model = (Logistic)Model("logistic", rows);
        double[] at = TestData.Positions(model.X.Columns + 1, 1)[0];
        Check(model, at, sums =>
        {
            sums[0].Add(at.Sum(u => (-0.5 * u * u / 100.0) - Math.Log(10.0) - (0.5 * Math.Log(2.0 * Math.PI))));
            for (int j = 0; j < at.Length; j++)
            {
                sums[1 + j].Add(-at[j] / 100.0);
            }

            for (int i = 0; i < rows; i++)
            {
                ReadOnlySpan<double> x = model.X.Span.Slice(i * model.X.Columns, model.X.Columns);
                double eta = at[0];
                for (int j = 1; j < at.Length; j++)
                {
                    eta += at[j] * x[j - 1];
                }

                sums[0].Add((model.Y[i] * eta) - Math.Max(eta, 0.0) - Math.Log(1.0 + Math.Exp(-Math.Abs(eta))));
                double residual = model.Y[i] - (1.0 / (1.0 + Math.Exp(-eta)));
                sums[1].Add(residual);
                for (int j = 1; j < at.Length; j++)
                {
                    sums[1 + j].Add(residual * x[j - 1]);
                }
            }
        });
    }

    [Fact]
    public void Whole_rows_of_small_data_add_up_to_those_of_large_data()
    {
        // Two halves below the size from which on loops are cut, and no rows at all: what is left of the sum is the prior once.
        const int Rows = 61_444;
        PoissonRegression whole = (PoissonRegression)Model("poisson_regression", Rows);
        IDensity[] parts = [Part(whole, 0, Rows / 2).Bind(), Part(whole, Rows / 2, Rows).Bind()];
        Assert.All(parts, part => Assert.NotNull(part.CreateLanes()));
        IDensity prior = Part(whole, 0, 0).Bind();
        foreach (double[] at in TestData.Positions(prior.Dimension, 3))
        {
            (double logDensity, double[] gradient) = Evaluate(whole.Bind(), at, 2);
            (double LogDensity, double[] Gradient) a = Evaluate(parts[0], at, 2), b = Evaluate(parts[1], at, 2), c = Evaluate(prior, at, 2);
            AssertClose(a.LogDensity + b.LogDensity - c.LogDensity, logDensity);
            Assert.All(gradient.Index(), one => AssertClose(a.Gradient[one.Index] + b.Gradient[one.Index] - c.Gradient[one.Index], one.Item));
        }
    }

    [Theory]
    [InlineData("logistic", 50_003)]
    [InlineData("robust_regression", 120_007)]
    public void An_evaluation_allocates_nothing(string name, int rows)
    {
        IDensity density = Model(name, rows).Bind();
        double[] at = TestData.Positions(density.Dimension, 1)[0], gradient = new double[density.Dimension];
        foreach (int threads in new[] { 1, 2, 4 })
        {
            density.GradientThreads = threads;
            Assert.Equal(0, Allocation.OfBatch(10, () => density.Evaluate(at, gradient, out _)));
        }
    }

    [Fact]
    public void A_density_whose_data_grow_and_shrink_is_cut_when_they_are_large()
    {
        double[] at = TestData.Positions(4, 1)[0];
        IDensity density = Model("robust_regression", 50).Bind();
        foreach (int rows in new[] { 120_007, 50, 200_000, 90_000 })
        {
            IModel model = Model("robust_regression", rows);
            density.Rebind(model);
            Assert.Equal(rows < 1000, density.CreateLanes() is not null);
            Assert.Equal(Evaluate(model.Bind(), at, 1).LogDensity, Evaluate(density, at, 3).LogDensity);
        }
    }

    [Fact]
    public void A_bad_position_ends_alike_for_any_number_of_threads()
    {
        IDensity density = Model("logistic", 50_003).Bind();
        double[] gradient = new double[density.Dimension];
        foreach (double bad in new[] { double.NaN, double.PositiveInfinity, 1e308 })
        {
            double[] at = TestData.Positions(density.Dimension, 1)[0];
            at[2] = bad;
            density.GradientThreads = 1;
            DensityStatus alone = density.Evaluate(at, gradient, out _);
            Assert.NotEqual(DensityStatus.Ok, alone);
            density.GradientThreads = 3;
            Assert.Equal(alone, density.Evaluate(at, gradient, out _));
        }
    }

    [Fact]
    public void Draws_of_several_chains_do_not_depend_on_the_threads_of_a_gradient()
    {
        IModel model = Model("robust_regression", 60_000);
        SamplerOptions options = new() { Chains = 3, Warmup = 25, Draws = 10, Seed = 3, MaxDepth = 4 };
        Posterior[] fits =
        [
            Sampler.Sample(model, options with { Threads = 1 }),
            Sampler.Sample(model, options with { Threads = 3, GradientThreads = 4 }),
            Sampler.Sample(model, options with { Threads = 1, GradientThreads = 2 }),
            Sampler.Sample(model, options with { Threads = 8 }),
        ];
        Assert.Throws<ArgumentOutOfRangeException>(() => Sampler.Sample(model, options with { GradientThreads = 0 }));
        for (int chain = 0; chain < options.Chains; chain++)
        {
            for (int value = 0; value < 4; value++)
            {
                Assert.All(fits, fit => Assert.Equal(fits[0].Draws(chain, value).ToArray(), fit.Draws(chain, value).ToArray()));
            }
        }

        // One chain on the caller's density; its own number of threads comes back.
        IDensity owned = model.Bind();
        Posterior one = Sampler.SampleChain(owned, options with { Chains = 1, GradientThreads = 2 });
        Assert.Equal(fits[0].Draws(0, 0).ToArray(), one.Draws(0, 0).ToArray());
        Assert.Equal(1, owned.GradientThreads);
    }

    private static (double LogDensity, double[] Gradient) Evaluate(IDensity density, double[] at, int threads)
    {
        density.GradientThreads = threads;
        double[] gradient = [.. Enumerable.Repeat(double.NaN, density.Dimension)];
        Assert.Equal(DensityStatus.Ok, density.Evaluate(at, gradient, out double logDensity));
        return (logDensity, gradient);
    }

    private static void Check(IModel model, double[] at, Action<Sum[]> define)
    {
        Sum[] sums = [.. Enumerable.Range(0, at.Length + 1).Select(_ => new Sum())];
        define(sums);
        foreach (int threads in new[] { 1, 3 })
        {
            (double logDensity, double[] gradient) = Evaluate(model.Bind(), at, threads);
            Assert.All(gradient.Prepend(logDensity).Index(), one => AssertClose(sums[one.Index].Value, one.Item));
        }
    }

    private static void AssertClose(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-12 * Math.Max(1.0, Math.Abs(expected)), $"{actual:R}, expected {expected:R}");

    private static PoissonRegression Part(PoissonRegression model, int from, int until) => new()
    {
        X = new Matrix([.. model.X.Span[(from * model.X.Columns)..(until * model.X.Columns)]], until - from, model.X.Columns),
        Exposure = new Vector([.. model.Exposure.Span[from..until]]),
        Y = model.Y[from..until],
    };

    private static IModel Model(string name, int rows)
    {
        Random random = new(rows);
        double[] Reals(int count, double scale, double offset = 0.0) => [.. Enumerable.Range(0, count).Select(_ => offset + (scale * ((2.0 * random.NextDouble()) - 1.0)))];
        int[] Integers(int below) => [.. Enumerable.Range(0, rows).Select(_ => random.Next(below))];
        return name switch
        {
            "logistic" => new Logistic { X = new Matrix(Reals(20 * rows, 1.0), rows, 20), Y = Integers(2) },
            "poisson_regression" => new PoissonRegression { X = new Matrix(Reals(10 * rows, 1.0), rows, 10), Exposure = new Vector(Reals(rows, 0.5, 2.0)), Y = Integers(6) },
            "robust_regression" => new RobustRegression { X = new Vector(Reals(rows, 1.0)), Y = new Vector(Reals(rows, 2.0)) },
            _ => new GaussianMixture { Y = new Vector(Reals(rows, 3.0)) },
        };
    }

    /// <summary>A sum with the error of its additions (Neumaier 1974).</summary>
    private sealed class Sum
    {
        private double _sum;
        private double _error;

        public double Value => _sum + _error;

        public void Add(double term)
        {
            double sum = _sum + term;
            _error += Math.Abs(_sum) >= Math.Abs(term) ? _sum - sum + term : term - sum + _sum;
            _sum = sum;
        }
    }
}
