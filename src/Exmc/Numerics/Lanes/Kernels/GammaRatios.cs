// Ratios of gamma functions half a unit apart, at every width. Sections of the NIST Digital Library of Mathematical Functions in brackets.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>log Gamma(x + 1/2) - log Gamma(x), x &gt; 0, without the cancellation of the two.</summary>
/// <remarks>
/// Below 12 the recurrence [5.5.1] adds 12 to x; from there on the series [5.11.8] is good to double precision, whose coefficients are
/// (2^(1-k) - 2) B(k) / (k (k - 1)).
/// </remarks>
internal readonly partial struct LogarithmOfGammaRatio : ILaneFunction
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<double> Of(Vector512<double> x)
    {
        Vector512<double> one = Vector512.Create(1.0), half = Vector512.Create(0.5);
        Vector512<double> even = one, odd = one, evenAfter = one, oddAfter = one;
        for (double k = 0.0; k < Constants.HalfSteps; k += 2.0)
        {
            Vector512<double> z0 = x + Vector512.Create(k), z1 = x + Vector512.Create(k + 1.0);
            even *= z0;
            odd *= z1;
            evenAfter *= z0 + half;
            oddAfter *= z1 + half;
        }

        Vector512<double> isSmall = Vector512.LessThan(x, Vector512.Create(Constants.HalfSteps));
        Vector512<double> z = Vector512.ConditionalSelect(isSmall, x + Vector512.Create(Constants.HalfSteps), x);

        // One logarithm of z shift^2; where the square would vanish, of 2^1400 times that.
        Vector512<double> shift = Vector512.ConditionalSelect(isSmall, (even * odd) / (evenAfter * oddAfter), one);
        Vector512<double> isTiny = Vector512.LessThan(shift, Vector512.Create(1e-140));
        shift *= Vector512.ConditionalSelect(isTiny, Vector512.Create(Constants.TwoTo700), one);
        Vector512<double> log = Vector512.MultiplyAddEstimate(half, Logarithm.Of(z * shift * shift), Vector512.ConditionalSelect(isTiny, Vector512.Create(-Constants.Log2Times700), Vector512.Create(0.0)));

        Vector512<double> r = one / z, y = r * r;
        Vector512<double> p = Vector512.MultiplyAddEstimate(Vector512.Create(-5461.0 / 425984.0), y, Vector512.Create(691.0 / 180224.0));
        p = Vector512.MultiplyAddEstimate(p, y, Vector512.Create(-31.0 / 18432.0));
        p = Vector512.MultiplyAddEstimate(p, y, Vector512.Create(17.0 / 14336.0));
        p = Vector512.MultiplyAddEstimate(p, y, Vector512.Create(-1.0 / 640.0));
        p = Vector512.MultiplyAddEstimate(p, y, Vector512.Create(1.0 / 192.0));
        p = Vector512.MultiplyAddEstimate(p, y, Vector512.Create(-1.0 / 8.0));
        Vector512<double> value = Vector512.MultiplyAddEstimate(p, r, log);
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(0.0)), Vector512.Create(double.NaN), value);
    }
}

/// <summary>digamma(x + 1/2) - digamma(x), x &gt; 0: the derivative of the series after the recurrence [5.5.2].</summary>
internal readonly partial struct DifferenceOfDigamma : ILaneFunction
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<double> Of(Vector512<double> x)
    {
        Vector512<double> one = Vector512.Create(1.0), half = Vector512.Create(0.5), shift = Vector512.Create(0.0);
        for (double k = 0.0; k < Constants.HalfSteps; k += 2.0)
        {
            // Two fractions of numerator 1/2 by one division.
            Vector512<double> z0 = x + Vector512.Create(k), z1 = x + Vector512.Create(k + 1.0);
            Vector512<double> q0 = z0 * (z0 + half), q1 = z1 * (z1 + half);
            shift += half * (q0 + q1) / (q0 * q1);
        }

        Vector512<double> isSmall = Vector512.LessThan(x, Vector512.Create(Constants.HalfSteps));
        Vector512<double> z = Vector512.ConditionalSelect(isSmall, x + Vector512.Create(Constants.HalfSteps), x);
        shift = Vector512.ConditionalSelect(isSmall, shift, Vector512.Create(0.0));
        Vector512<double> r = one / z, y = r * r;
        Vector512<double> p = Vector512.MultiplyAddEstimate(Vector512.Create(5461.0 / 32768.0), y, Vector512.Create(-691.0 / 16384.0));
        p = Vector512.MultiplyAddEstimate(p, y, Vector512.Create(31.0 / 2048.0));
        p = Vector512.MultiplyAddEstimate(p, y, Vector512.Create(-17.0 / 2048.0));
        p = Vector512.MultiplyAddEstimate(p, y, Vector512.Create(1.0 / 128.0));
        p = Vector512.MultiplyAddEstimate(p, y, Vector512.Create(-1.0 / 64.0));
        p = Vector512.MultiplyAddEstimate(p, y, Vector512.Create(1.0 / 8.0));
        Vector512<double> value = Vector512.MultiplyAddEstimate(p, y, r * half) + shift;
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(0.0)), Vector512.Create(double.NaN), value);
    }
}
