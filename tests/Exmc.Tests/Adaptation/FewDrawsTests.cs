// Metrics from no more draws than coordinates, against a known covariance.
using MathNet.Numerics.LinearAlgebra;

namespace Exmc.Tests;

public class FewDrawsTests
{
    private const int D = 30;
    private const int Trials = 40;

    /// <summary>
    /// Stein's loss tr(M S^-1) - log det(M S^-1) - d of an estimate M of S: shrunk, it is below that of the diagonal alone, where there are correlations
    /// to be seen, and no worse but for its own noise where there are none.
    /// </summary>
    [Theory]
    [InlineData(0.8, 15)]
    [InlineData(0.8, 25)]
    [InlineData(0.8, 30)]
    [InlineData(0, 25)]
    public void A_shrunk_covariance_of_few_draws_is_closer_than_the_diagonal(double correlation, int count)
    {
        Matrix<double> truth = Autoregressive(correlation);
        double[] gains = new double[Trials];
        for (int trial = 0; trial < Trials; trial++)
        {
            RunningCovariance draws = Draws(truth, count, trial);
            double[] metric = new double[D * D];
            Assert.NotNull(MetricEstimates.FromCovariance(draws, metric, new double[D]));
            Matrix<double> estimate = Matrix<double>.Build.Dense(D, D, metric);
            gains[trial] = Loss(Matrix<double>.Build.DiagonalOfDiagonalVector(estimate.Diagonal()), truth) - Loss(estimate, truth);
        }

        double error = Math.Sqrt(gains.Sum(gain => (gain - gains.Average()) * (gain - gains.Average())) / (Trials - 1) / Trials);
        if (correlation > 0)
        {
            Assert.True(gains.Average() > 4 * error, $"{gains.Average()} +- {error}");
        }
        else
        {
            // A tenth of the diagonal's own loss, which is about d / n for estimated variances.
            Assert.True(gains.Average() > -0.1 * D / count, $"{gains.Average()} +- {error}");
        }
    }

    /// <summary>The weight of the identity goes to 1 without correlations, and falls with the number of draws where there are some.</summary>
    [Fact]
    public void The_weight_of_the_identity_follows_the_evidence()
    {
        double none = Mean(0, 20);
        double few = Mean(0.8, 10);
        double more = Mean(0.8, 30);
        Assert.InRange(none, 0.8, 1);
        Assert.True(more < few && few < none, $"{more}, {few}, {none}");

        // Oracle of the correlations (Schaefer and Strimmer 2005, equation 8, normal draws): sum of var r over sum of E r^2.
        Matrix<double> truth = Autoregressive(0.8);
        double variances = 0;
        double squares = 0;
        for (int i = 0; i < D * D; i++)
        {
            double r = truth[i / D, i % D];
            double variance = (1 - (r * r)) * (1 - (r * r)) / 29;
            variances += i % (D + 1) == 0 ? 0 : variance;
            squares += i % (D + 1) == 0 ? 0 : variance + (r * r);
        }

        Assert.InRange(more, 0.5 * variances / squares, 2 * variances / squares);
    }

    /// <summary>From scores, where draws are fewer than coordinates: the held-out weight keeps every shape no worse than the diagonal, and the automatic one too.</summary>
    [Theory]
    [InlineData(MetricKind.Dense, 16)]
    [InlineData(MetricKind.Dense, 28)]
    [InlineData(MetricKind.Automatic, 16)]
    [InlineData(MetricKind.Automatic, 28)]
    public void A_metric_from_few_scores_whitens_no_worse_than_the_diagonal(MetricKind kind, int count)
    {
        Matrix<double> truth = Autoregressive(0.9);
        double logRatio = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            ScoreWindow window = Scores(truth, count, trial);
            double[] variances = DirectionVariances(window);
            MetricShape shape = MetricShape.Choose(window, variances, kind);
            double diagonal = Condition(new LowRankTransform(variances, D), truth);
            double chosen = shape.Transform is null ? diagonal : Condition(shape.Transform, truth);
            logRatio += Math.Log(chosen / diagonal) / Trials;
        }

        Assert.True(logRatio <= 0, $"{logRatio}");
    }

    private static double Mean(double correlation, int count) =>
        Enumerable.Range(0, Trials).Average(trial => CorrelationShrinkage.Intensity(Draws(Autoregressive(correlation), count, trial), D));

    private static Matrix<double> Autoregressive(double correlation) => Matrix<double>.Build.Dense(D, D, (i, j) => Math.Pow(correlation, Math.Abs(i - j)));

    private static Vector<double>[] Normal(Matrix<double> covariance, int count, int seed)
    {
        Matrix<double> factor = covariance.Cholesky().Factor;
        RandomStream stream = new((ulong)seed, 3, 0);
        return [.. Enumerable.Range(0, count).Select(_ => factor * Vector<double>.Build.Dense(D, _ => NormalVariates.Next(stream)))];
    }

    private static RunningCovariance Draws(Matrix<double> covariance, int count, int seed)
    {
        RunningCovariance draws = new(D);
        Array.ForEach(Normal(covariance, count, seed), draw => draws.Add(draw.ToArray()));
        return draws;
    }

    private static ScoreWindow Scores(Matrix<double> covariance, int count, int seed)
    {
        ScoreWindow window = new(D, count);
        Matrix<double> precision = covariance.Inverse();
        Array.ForEach(Normal(covariance, count, seed), draw => window.Add(draw.ToArray(), (-(precision * draw)).ToArray()));
        return window;
    }

    private static double[] DirectionVariances(ScoreWindow window)
    {
        RunningMoments draws = new(D);
        RunningMoments scores = new(D);
        for (int row = 0; row < window.Count; row++)
        {
            draws.Add(window.Draw(row));
            scores.Add(window.Score(row));
        }

        double[] variances = new double[D];
        Assert.True(MetricEstimates.FromDrawsAndGradients(draws, scores, variances, new double[D]));
        return variances;
    }

    private static double Loss(Matrix<double> estimate, Matrix<double> truth)
    {
        Matrix<double> ratio = estimate * truth.Inverse();
        return ratio.Trace() - Math.Log(ratio.Determinant()) - D;
    }

    // Largest over smallest eigenvalue of F' S^-1 F: the square of the number of steps that a trajectory needs.
    private static double Condition(LinearTransform transform, Matrix<double> truth)
    {
        Matrix<double> factor = Matrix<double>.Build.Dense(D, D);
        double[] column = new double[D];
        for (int i = 0; i < D; i++)
        {
            double[] unit = new double[D];
            unit[i] = 1;
            transform.Multiply(unit, column);
            factor.SetColumn(i, column);
        }

        Vector<double> values = (factor.Transpose() * truth.Inverse() * factor).Evd(Symmetricity.Symmetric).EigenValues.Real();
        return values.Maximum() / values.Minimum();
    }
}
