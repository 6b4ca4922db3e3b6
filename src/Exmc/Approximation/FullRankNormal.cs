// A normal distribution with any covariance.
using Exmc.Numerics;

namespace Exmc;

/// <summary>Any covariance: S is lower triangular with a positive diagonal, and its parameters are its elements, packed by rows.</summary>
internal sealed class FullRankNormal(double[] parameters, int dimension) : VariationalNormal(parameters, dimension)
{
    public override int Directions => Start(Dimension);

    public static FullRankNormal Of(double[] mean, double[] sd)
    {
        double[] parameters = new double[mean.Length + Start(mean.Length)];
        mean.CopyTo(parameters, 0);
        for (int i = 0; i < sd.Length; i++)
        {
            parameters[mean.Length + Start(i) + i] = sd[i];
        }

        return new(parameters, mean.Length);
    }

    public override VariationalNormal With(double[] others) => new FullRankNormal(others, Dimension);

    public override void Transform(ReadOnlySpan<double> z, Span<double> x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = Mean[i] + Rows.Dot(Row(i), z[..(i + 1)]);
        }
    }

    public override void WhitenGradient(Span<double> gradient)
    {
        // Element i needs the elements from i on, so it may be overwritten when they are still there.
        for (int i = 0; i < gradient.Length; i++)
        {
            double sum = 0;
            for (int k = i; k < gradient.Length; k++)
            {
                sum += Scale[Start(k) + i] * gradient[k];
            }

            gradient[i] = sum;
        }
    }

    public override void AddDirections(ReadOnlySpan<double> whitened, ReadOnlySpan<double> z, Span<double> sums)
    {
        for (int i = 0; i < whitened.Length; i++)
        {
            Span<double> row = sums.Slice(Start(i), i + 1);
            Rows.Add(row[..i], whitened[i], z);

            // The Fisher information of the logarithm of a diagonal element is 2, that of the others 1.
            row[i] += 0.5 * whitened[i] * z[i];
        }
    }

    /// <summary>
    /// S becomes S M, where M has the directions b below its diagonal and their exponentials on it: the local parametrisation in which
    /// the Fisher information is the same everywhere (Lin, Nielsen, Khan and Schmidt 2021, arXiv:2102.07405).
    /// </summary>
    public override void Move(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        for (int i = 0; i < Dimension; i++)
        {
            Mean[i] += Rows.Dot(Row(i), a[..(i + 1)]);
        }

        for (int i = 0; i < Dimension; i++)
        {
            Span<double> row = Row(i);
            for (int j = 0; j <= i; j++)
            {
                double sum = row[j] * Math.Exp(b[Start(j) + j]);
                for (int k = j + 1; k <= i; k++)
                {
                    sum += row[k] * b[Start(k) + j];
                }

                row[j] = sum;
            }
        }
    }

    public override double Unit(int parameter)
    {
        int row = parameter;
        if (parameter >= Dimension)
        {
            // The largest row that starts at or before this place.
            int place = parameter - Dimension;
            row = (int)((Math.Sqrt((8.0 * place) + 1) - 1) / 2);
        }

        return Math.Sqrt(Rows.Dot(Row(row), Row(row)));
    }

    protected override double LogDeterminant()
    {
        double sum = 0;
        for (int i = 0; i < Dimension; i++)
        {
            sum += Math.Log(Scale[Start(i) + i]);
        }

        return sum;
    }

    private static int Start(int row) => row * (row + 1) / 2;

    private Span<double> Row(int row) => Scale.Slice(Start(row), row + 1);
}
