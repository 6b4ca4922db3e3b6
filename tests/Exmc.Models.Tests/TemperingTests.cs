// Sequential Monte Carlo on models whose evidence and moments are known.
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Exmc.Models.Tests;

public class TemperingTests
{
    private static readonly int[] Counts = [3, 7, 4, 9, 6];

    public static TheoryData<TemperingMoves> Moves => [TemperingMoves.Nuts, TemperingMoves.RandomWalk];

    [Theory]
    [MemberData(nameof(Moves))]
    public void A_linear_regression_has_its_evidence_and_moments(TemperingMoves moves)
    {
        const int rows = 12;
        const int columns = 3;
        const double sigma = 0.7;
        Matrix<double> x = Matrix<double>.Build.Dense(rows, columns, (i, j) => Math.Sin(((1.3 + j) * i) + j) + (j == 0 ? 1 : 0));
        MathNet.Numerics.LinearAlgebra.Vector<double> y = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(rows, i => (0.8 * x[i, 0]) - (1.5 * x[i, 1]) + Math.Cos(5 * i));
        KnownNoiseRegression model = new() { X = new Matrix([.. x.ToRowMajorArray()], rows, columns), Y = y.ToArray(), Sigma = sigma };
        TemperedFit fit = SequentialMonteCarlo.Sample(model, new TemperingOptions { Chains = 8, Seed = 5, Moves = moves });

        Matrix<double> marginal = (Matrix<double>.Build.DenseIdentity(rows) * sigma * sigma) + (x * x.Transpose() * 4);
        double evidence = -0.5 * ((y * marginal.Cholesky().Solve(y)) + marginal.Cholesky().DeterminantLn + (rows * Math.Log(2 * Math.PI)));
        HasEvidence(evidence, fit);
        Matrix<double> covariance = ((x.Transpose() * x / (sigma * sigma)) + (Matrix<double>.Build.DenseIdentity(columns) / 4)).Inverse();
        MathNet.Numerics.LinearAlgebra.Vector<double> mean = covariance * x.Transpose() * y / (sigma * sigma);
        for (int j = 0; j < columns; j++)
        {
            HasMoments(mean[j], Math.Sqrt(covariance[j, j]), fit.Posterior.Summary[j]);
        }

        Assert.Empty(fit.Warnings);
        Assert.All(fit.Runs, run => Assert.Equal(1, run.Stages[^1].Temperature));
        Assert.All(fit.Runs, run => Assert.Equal(run.Stages.Select(stage => stage.Temperature).Order(), run.Stages.Select(stage => stage.Temperature)));
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public void A_beta_binomial_has_its_evidence_and_moments(TemperingMoves moves)
    {
        TemperedFit fit = SequentialMonteCarlo.Sample(new BetaBinomialCounts { Y = Counts }, new TemperingOptions { Chains = 8, Seed = 6, Moves = moves });
        double a = 2 + Counts.Sum();
        double b = 3 + (20 * Counts.Length) - Counts.Sum();
        HasEvidence(SpecialFunctions.BetaLn(a, b) - SpecialFunctions.BetaLn(2, 3) + Counts.Sum(count => SpecialFunctions.BinomialLn(20, count)), fit);
        HasMoments(a / (a + b), Math.Sqrt(a * b / (a + b + 1)) / (a + b), fit.Posterior.Summary[0]);
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public void A_gamma_Poisson_has_its_evidence_and_moments(TemperingMoves moves)
    {
        TemperedFit fit = SequentialMonteCarlo.Sample(new GammaPoissonCounts { Y = Counts }, new TemperingOptions { Chains = 8, Seed = 7, Moves = moves });
        double a = 1.5 + Counts.Sum();
        double b = 0.5 + Counts.Length;
        double evidence = (1.5 * Math.Log(0.5)) - SpecialFunctions.GammaLn(1.5) + SpecialFunctions.GammaLn(a) - (a * Math.Log(b)) - Counts.Sum(count => SpecialFunctions.FactorialLn(count));
        HasEvidence(evidence, fit);
        HasMoments(a / b, Math.Sqrt(a) / b, fit.Posterior.Summary[0]);
    }

    /// <summary>Chains stay in the mode where they start; particles have the shares of both, which quadrature gives.</summary>
    [Theory]
    [MemberData(nameof(Moves))]
    public void Two_modes_have_their_shares(TemperingMoves moves)
    {
        SquaredReading model = new() { Y = new[] { 9.1, 8.9, 9.2 } };
        Posterior stuck = Sampler.Sample(model, new SamplerOptions { Chains = 8, Seed = 1 });
        int positive = 0;
        for (int chain = 0; chain < 8; chain++)
        {
            double[] draws = stuck.Draws(chain, 0).ToArray();
            Assert.True(draws.All(x => x > 0) || draws.All(x => x < 0), "a chain left its mode");
            positive += draws[0] > 0 ? 1 : 0;
        }

        Assert.InRange(positive, 1, 7);
        Assert.NotEmpty(stuck.Warnings);

        double Joint(double x) => Math.Exp(-0.5 * (x - 1) * (x - 1) / 9) / (3 * Math.Sqrt(2 * Math.PI))
            * new[] { 9.1, 8.9, 9.2 }.Aggregate(1.0, (product, y) => product * Math.Exp(-0.5 * Math.Pow((y - (x * x)) / 0.2, 2)) / (0.2 * Math.Sqrt(2 * Math.PI)));
        double right = Integrate.GaussLegendre(Joint, 2.5, 3.5, 512);
        double left = Integrate.GaussLegendre(Joint, -3.5, -2.5, 512);
        TemperedFit fit = SequentialMonteCarlo.Sample(model, new TemperingOptions { Chains = 8, Seed = 8, Draws = 2000, Moves = moves });
        HasEvidence(Math.Log(left + right), fit);

        // The share differs between runs, as their evidences do.
        double[] shares = [.. Enumerable.Range(0, 8).Select(run => fit.Posterior.Draws(run, 0).ToArray().Average(x => x > 0 ? 1.0 : 0.0))];
        double mean = shares.Average();
        double error = Math.Sqrt(shares.Sum(share => (share - mean) * (share - mean)) / 7 / 8);
        Assert.InRange(error, 1e-4, 0.03);
        Assert.True(Math.Abs(mean - (right / (left + right))) <= 4 * error, $"{mean} is not {right / (left + right)}, error {error}");
    }

    [Fact]
    public void Threads_change_nothing_and_a_run_depends_on_its_index_alone()
    {
        GammaPoissonCounts model = new() { Y = Counts };
        TemperedFit Fit(int chains, int threads) => SequentialMonteCarlo.Sample(model, new TemperingOptions { Chains = chains, Draws = 100, Threads = threads, Seed = 3 });
        TemperedFit one = Fit(4, 1);
        TemperedFit two = Fit(4, 4);
        Assert.Equal(one.LogEvidence, two.LogEvidence);
        Assert.Equal(one.Posterior.Draws(3, 0).ToArray(), two.Posterior.Draws(3, 0).ToArray());
        Assert.Equal(one.Posterior.Draws(1, 0).ToArray(), Fit(2, 2).Posterior.Draws(1, 0).ToArray());
        Assert.NotEqual(one.Posterior.Draws(0, 0).ToArray(), one.Posterior.Draws(1, 0).ToArray());
    }

    /// <summary>Draws of a tempered fit go wherever those of a fit do, and a refit starts from them.</summary>
    [Fact]
    public void The_posterior_is_that_of_a_fit()
    {
        Simple model = new() { Y = new double[] { 1.2, 0.8, 2.1, 1.7, 1.1, 0.4, 1.9, 1.4 } };
        TemperedFit fit = SequentialMonteCarlo.Sample(model, new TemperingOptions { Seed = 2 });
        Posterior chains = model.Sample(new SamplerOptions { Seed = 1 });
        foreach ((SummaryRow particles, SummaryRow expected) in fit.Posterior.Summary.Zip(chains.Summary))
        {
            Assert.True(Math.Abs(particles.Mean - expected.Mean) <= 4 * Math.Sqrt(Math.Pow(particles.McseMean, 2) + Math.Pow(expected.McseMean, 2)), $"{particles} is not {expected}");
        }

        Assert.Equal(PsisLoo.Of(model, chains).Elpd, PsisLoo.Of(model, fit.Posterior).Elpd, 0.1);
        Posterior refit = Sampler.Refit(model, fit.Posterior.Adaptation, new RefitOptions { Draws = 200, Ladder = null });
        Assert.All(Enumerable.Range(0, 4), chain => Assert.Equal(ChainStart.Carried, refit.Chain(chain).PlanThatRan.Start));
        Assert.Contains("log evidence", fit.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_improper_prior_is_refused_by_name() =>
        Assert.Contains("Mu", Assert.Throws<NotSupportedException>(() => SequentialMonteCarlo.Sample(new ImproperMean { Y = new[] { 1.0 } })).Message, StringComparison.Ordinal);

    [Fact]
    public void Too_many_temperatures_are_an_error()
    {
        TemperingOptions options = new() { MaxStages = 2, Draws = 50 };
        KnownNoiseRegression model = new() { X = new Matrix([1, 1, 1], 3, 1), Y = new[] { 1.0, 2, 3 }, Sigma = 1e-3 };
        Assert.Contains("MaxStages", Assert.Throws<SamplingException>(() => SequentialMonteCarlo.Sample(model, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_run_ends()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => SequentialMonteCarlo.Sample(new GammaPoissonCounts { Y = Counts }, null, source.Token));
    }

    public static TheoryData<TemperingOptions, string> Refused => new()
    {
        { new TemperingOptions { Chains = 0 }, "Chains" },
        { new TemperingOptions { Draws = 10 }, "Draws" },
        { new TemperingOptions { EssShare = 1 }, "EssShare" },
        { new TemperingOptions { Correlation = 0 }, "Correlation" },
        { new TemperingOptions { MaxSweeps = 0 }, "MaxSweeps" },
        { new TemperingOptions { MaxStages = 0 }, "MaxStages" },
        { new TemperingOptions { TargetAcceptance = double.NaN }, "TargetAcceptance" },
        { new TemperingOptions { MaxDepth = 21 }, "MaxDepth" },
        { new TemperingOptions { Threads = 0 }, "Threads" },
        { new TemperingOptions { Moves = (TemperingMoves)5 }, "Moves" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void An_option_that_cannot_be_honoured_is_named(TemperingOptions options, string name) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => SequentialMonteCarlo.Sample(new GammaPoissonCounts { Y = Counts }, options)).ParamName);

    /// <summary>Within 4 of its errors, which are those of 8 runs, and small.</summary>
    private static void HasEvidence(double expected, TemperedFit fit)
    {
        Assert.InRange(fit.LogEvidenceError, 1e-4, 0.06);
        Assert.True(Math.Abs(fit.LogEvidence - expected) <= 4 * fit.LogEvidenceError, $"log evidence {fit.LogEvidence} is not {expected}, error {fit.LogEvidenceError}");
    }

    private static void HasMoments(double mean, double sd, SummaryRow row)
    {
        Assert.True(Math.Abs(row.Mean - mean) <= 4 * row.McseMean, $"{row}: the mean is not {mean}");
        Assert.True(Math.Abs(row.Sd - sd) <= 4 * row.McseSd, $"{row}: the standard deviation is not {sd}");
        Assert.True(row.McseMean < 0.05 * sd, $"{row}: the error is too large to tell");
    }
}
