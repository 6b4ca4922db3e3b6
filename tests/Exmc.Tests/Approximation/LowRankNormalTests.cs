// The normal distribution of an iterate against the textbook's inverse Hessian.
namespace Exmc.Tests;

public class LowRankNormalTests
{
    /// <summary>Updating diag(alpha) by each pair in turn (Nocedal and Wright 2006, equation 6.17) gives the same matrix as the compact form.</summary>
    [Theory]
    [InlineData(12, 3)]
    [InlineData(5, 4)]
    [InlineData(2, 2)]
    [InlineData(6, 0)]
    public void Its_covariance_is_that_of_successive_updates(int d, int count)
    {
        RandomStream random = new(11, 0, 0);
        double[] precision = NormalTargets.Precision(d);
        double[] diagonal = [.. Enumerable.Range(0, d).Select(_ => 0.1 + random.Uniform())];
        List<(double[], double[])> pairs = [];
        for (int k = 0; k < count; k++)
        {
            double[] step = [.. Enumerable.Range(0, d).Select(_ => random.Uniform() - 0.5)];
            pairs.Add((step, Product(precision, step)));
        }

        double[] position = [.. Enumerable.Range(0, d).Select(_ => random.Uniform())];
        double[] gradient = [.. Enumerable.Range(0, d).Select(_ => 0.1 * (random.Uniform() - 0.5))];
        LowRankNormal normal = new(d);
        OrthonormalPairs room = new(d, Math.Max(count, 1));

        // What the memory held before leaves no trace.
        Assert.True(normal.TryBecome(gradient, position, [.. diagonal.Select(variance => 2 * variance)], [.. pairs.Skip(1)], room));
        Assert.True(normal.TryBecome(position, gradient, diagonal, pairs, room));
        double[] covariance = Updated(diagonal, pairs);
        double[] shift = Product(covariance, gradient);
        for (int i = 0; i < d; i++)
        {
            Assert.Equal(position[i] + shift[i], normal.Mean[i], 1e-9);
        }

        // The log density it reports is that of the covariance, at its own draws.
        double[] inverse = NormalTargets.Inverse(covariance, d);
        double logDeterminant = LogDeterminant(covariance, d);
        double[] draw = new double[d];
        for (int k = 0; k < 5; k++)
        {
            double reported = normal.Draw(random, draw);
            double[] deviation = [.. draw.Select((x, i) => x - normal.Mean[i])];
            double expected = -0.5 * (deviation.Zip(Product(inverse, deviation), (a, b) => a * b).Sum() + logDeterminant + (d * Math.Log(2 * Math.PI)));
            Assert.Equal(expected, reported, 1e-6);
        }
    }

    private static double[] Product(double[] matrix, double[] vector)
    {
        int d = vector.Length;
        return [.. Enumerable.Range(0, d).Select(i => Enumerable.Range(0, d).Sum(j => matrix[(i * d) + j] * vector[j]))];
    }

    private static double[] Updated(double[] diagonal, List<(double[] Step, double[] Change)> pairs)
    {
        int d = diagonal.Length;
        double[] h = new double[d * d];
        for (int i = 0; i < d; i++)
        {
            h[(i * d) + i] = diagonal[i];
        }

        foreach ((double[] s, double[] y) in pairs)
        {
            double rho = 1 / s.Zip(y, (a, b) => a * b).Sum();
            double[] hy = Product(h, y);
            double yhy = y.Zip(hy, (a, b) => a * b).Sum();
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j < d; j++)
                {
                    h[(i * d) + j] += (rho * rho * yhy * s[i] * s[j]) - (rho * ((hy[i] * s[j]) + (s[i] * hy[j]))) + (rho * s[i] * s[j]);
                }
            }
        }

        return h;
    }

    // By elimination without pivots: the matrix is positive definite.
    private static double LogDeterminant(double[] matrix, int d)
    {
        double[] work = [.. matrix];
        double sum = 0;
        for (int p = 0; p < d; p++)
        {
            sum += Math.Log(work[(p * d) + p]);
            for (int i = p + 1; i < d; i++)
            {
                double factor = work[(i * d) + p] / work[(p * d) + p];
                for (int j = p; j < d; j++)
                {
                    work[(i * d) + j] -= factor * work[(p * d) + j];
                }
            }
        }

        return sum;
    }
}
