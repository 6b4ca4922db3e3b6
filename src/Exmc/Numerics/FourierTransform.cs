// The discrete Fourier transform of a power of two.
namespace Exmc;

/// <summary>In place, by decimation in time (Cooley and Tukey 1965, Mathematics of Computation 19).</summary>
internal static class FourierTransform
{
    /// <summary>Replaces x by X[k] = sum over j of x[j] exp(-2 pi i j k / n).</summary>
    /// <param name="real">Real parts; their number n is a power of two.</param>
    /// <param name="imaginary">Imaginary parts, as many.</param>
    public static void Forward(Span<double> real, Span<double> imaginary)
    {
        int n = real.Length;
        Reorder(real, imaginary);
        double[] cosines = new double[Math.Max(1, n / 2)];
        double[] sines = new double[cosines.Length];
        for (int k = 0; k < n / 2; k++)
        {
            (sines[k], cosines[k]) = Math.SinCos(-2 * Math.PI * k / n);
        }

        for (int half = 1; half < n; half *= 2)
        {
            int stride = n / (2 * half);
            for (int first = 0; first < n; first += 2 * half)
            {
                for (int k = 0; k < half; k++)
                {
                    int even = first + k;
                    int odd = even + half;
                    double cosine = cosines[k * stride];
                    double sine = sines[k * stride];
                    double oddReal = (real[odd] * cosine) - (imaginary[odd] * sine);
                    double oddImaginary = (real[odd] * sine) + (imaginary[odd] * cosine);
                    real[odd] = real[even] - oddReal;
                    imaginary[odd] = imaginary[even] - oddImaginary;
                    real[even] += oddReal;
                    imaginary[even] += oddImaginary;
                }
            }
        }
    }

    // Each element to the place whose number has its bits in reverse.
    private static void Reorder(Span<double> real, Span<double> imaginary)
    {
        int n = real.Length;
        for (int i = 1, j = 0; i < n; i++)
        {
            int bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1)
            {
                j ^= bit;
            }

            j ^= bit;
            if (i < j)
            {
                (real[i], real[j]) = (real[j], real[i]);
                (imaginary[i], imaginary[j]) = (imaginary[j], imaginary[i]);
            }
        }
    }
}
