// Autocovariances of several chains: short lags directly, long ones all at once by a Fourier transform.
using System.Numerics;

namespace Exmc;

/// <summary>Mean over chains of the autocovariances with divisor n, of chains about their own means.</summary>
/// <param name="centred">Chains of equal length, one after the other, each with mean 0.</param>
/// <param name="chains">Number of chains.</param>
/// <remarks>Chains that mix need few lags, which are sums of products. For slow ones each would cost as much as the transform's share of all of them.</remarks>
internal sealed class Autocovariances(double[] centred, int chains)
{
    private const int DirectLags = 128;
    private readonly int _length = centred.Length / chains;
    private double[]? _all;

    /// <summary>The autocovariance at a lag of at least 0.</summary>
    public double this[int lag] => lag < DirectLags ? Direct(lag) : (_all ??= ByTransform())[lag];

    private double Direct(int lag)
    {
        double sum = 0;
        for (int chain = 0; chain < chains; chain++)
        {
            ReadOnlySpan<double> draws = centred.AsSpan(chain * _length, _length);
            sum += Dot(draws[lag..], draws[..(_length - lag)]);
        }

        return sum / ((double)_length * chains);
    }

    // The transform of the autocovariances is the squared modulus of that of the draws; zeros behind them keep the ends apart.
    private double[] ByTransform()
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)(2 * _length));
        double[] power = new double[size];
        double[] real = new double[size];
        double[] imaginary = new double[size];
        for (int chain = 0; chain < chains; chain++)
        {
            real.AsSpan().Clear();
            imaginary.AsSpan().Clear();
            centred.AsSpan(chain * _length, _length).CopyTo(real);
            FourierTransform.Forward(real, imaginary);
            for (int k = 0; k < size; k++)
            {
                power[k] += (real[k] * real[k]) + (imaginary[k] * imaginary[k]);
            }
        }

        imaginary.AsSpan().Clear();
        FourierTransform.Forward(power, imaginary);
        double scale = 1.0 / ((double)size * _length * chains);
        double[] all = power[.._length];
        for (int lag = 0; lag < all.Length; lag++)
        {
            all[lag] *= scale;
        }

        return all;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        Vector<double> lanes = Vector<double>.Zero;
        int i = 0;
        for (; i <= left.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            lanes += new Vector<double>(left[i..]) * new Vector<double>(right[i..]);
        }

        double sum = System.Numerics.Vector.Sum(lanes);
        for (; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
