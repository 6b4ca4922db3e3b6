// The logarithm of the gamma function and its derivative at every width. Sections of the NIST Digital Library of Mathematical Functions in brackets.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>log Gamma(x), x &gt; 0.</summary>
/// <remarks>
/// Up to 8, x = k + y with k the nearest integer: log Gamma(2 + y), of which the zero at 2 is a factor, and one logarithm of the product
/// that the recurrence [5.5.1] makes; at 1 it is the logarithm of x itself, and the zero there keeps its relative accuracy too. Above 8,
/// Stirling's series [5.11.1].
/// </remarks>
internal readonly partial struct LogarithmOfGamma : ILaneFunction
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<double> Of(Vector512<double> x)
    {
        Vector512<double> one = Vector512.Create(1.0);
        Vector512<double> nearest = Integers.Nearest(x);
        Vector512<double> isLarge = Vector512.LessThan(Vector512.Create(8.0), x);
        Vector512<double> isBelow = Vector512.LessThan(nearest, Vector512.Create(1.5));
        Vector512<double> isFarBelow = Vector512.LessThan(nearest, Vector512.Create(0.5));
        Vector512<double> product = Vector512.ConditionalSelect(isBelow, x, one) * Vector512.ConditionalSelect(isFarBelow, x + one, one);
        product *= Factor(x, nearest, 1.0);
        product *= Factor(x, nearest, 2.0);
        product *= Factor(x, nearest, 3.0);
        product *= Factor(x, nearest, 4.0);
        product *= Factor(x, nearest, 5.0);
        product *= Factor(x, nearest, 6.0);
        Vector512<double> log = Logarithm.Of(Vector512.ConditionalSelect(isLarge, x, product));

        Vector512<double> y = x - nearest;
        Vector512<double> small = Vector512.MultiplyAddEstimate(y, AboutTwo(y), Vector512.ConditionalSelect(isBelow, -log, log));
        Vector512<double> rest = Vector512.Create(Constants.HalfLogTwoPi - 0.5) + StirlingTail(one / x);
        Vector512<double> large = Vector512.MultiplyAddEstimate(x - Vector512.Create(0.5), log - one, rest);
        Vector512<double> isNegative = Vector512.LessThan(x, Vector512.Create(0.0));
        return Vector512.ConditionalSelect(isNegative, Vector512.Create(double.NaN), Vector512.ConditionalSelect(isLarge, large, small));
    }

    /// <summary>x - k where the product that leads from 2 + y to x has it as a factor, else 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Factor(Vector512<double> x, Vector512<double> nearest, double k) =>
        Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Create(k + 1.5), nearest), x - Vector512.Create(k), Vector512.Create(1.0));

    /// <summary>log Gamma(2 + y) / y for |y| &lt;= 1/2, interpolated at the Chebyshev nodes: to 2^-53 of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> AboutTwo(Vector512<double> y)
    {
        Vector512<double> square = y * y;
        Vector512<double> even = Vector512.MultiplyAddEstimate(Vector512.Create(-1.3219945666117874e-07), square, Vector512.Create(-4.3252393445604814e-07));
        even = Vector512.MultiplyAddEstimate(even, square, Vector512.Create(-2.0439048107029907e-06));
        even = Vector512.MultiplyAddEstimate(even, square, Vector512.Create(-9.438715099211532e-06));
        even = Vector512.MultiplyAddEstimate(even, square, Vector512.Create(-4.49263133791557e-05));
        even = Vector512.MultiplyAddEstimate(even, square, Vector512.Create(-0.00022315475400520507));
        even = Vector512.MultiplyAddEstimate(even, square, Vector512.Create(-0.0011927539118428156));
        even = Vector512.MultiplyAddEstimate(even, square, Vector512.Create(-0.0073855510286719986));
        even = Vector512.MultiplyAddEstimate(even, square, Vector512.Create(-0.0673523010531981));
        Vector512<double> odd = Vector512.MultiplyAddEstimate(Vector512.Create(2.78740805211359e-07), square, Vector512.Create(9.200527894968101e-07));
        odd = Vector512.MultiplyAddEstimate(odd, square, Vector512.Create(4.38470440459836e-06));
        odd = Vector512.MultiplyAddEstimate(odd, square, Vector512.Create(2.0505590755833454e-05));
        odd = Vector512.MultiplyAddEstimate(odd, square, Vector512.Create(9.945767355819498e-05));
        odd = Vector512.MultiplyAddEstimate(odd, square, Vector512.Create(0.0005096695154115458));
        odd = Vector512.MultiplyAddEstimate(odd, square, Vector512.Create(0.002890510331034267));
        odd = Vector512.MultiplyAddEstimate(odd, square, Vector512.Create(0.02058080842778038));
        odd = Vector512.MultiplyAddEstimate(odd, square, Vector512.Create(0.32246703342411326));
        return Vector512.MultiplyAddEstimate(Vector512.MultiplyAddEstimate(even, y, odd), y, Vector512.Create(0.42278433509846713));
    }

    /// <summary>What Stirling's formula leaves, of r = 1 / x &lt;= 1/8, interpolated at the Chebyshev nodes in r^2: to 2^-57.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> StirlingTail(Vector512<double> r)
    {
        Vector512<double> w = r * r;
        Vector512<double> p = Vector512.MultiplyAddEstimate(Vector512.Create(-0.0016526004455593578), w, Vector512.Create(0.000837283451207127));
        p = Vector512.MultiplyAddEstimate(p, w, Vector512.Create(-0.0005952025951802711));
        p = Vector512.MultiplyAddEstimate(p, w, Vector512.Create(0.0007936506649488252));
        p = Vector512.MultiplyAddEstimate(p, w, Vector512.Create(-0.002777777777606244));
        return Vector512.MultiplyAddEstimate(p, w, Vector512.Create(0.0833333333333333)) * r;
    }
}

/// <summary>The derivative of log Gamma(x), x &gt; 0.</summary>
/// <remarks>
/// Below 6 the argument is raised by 6 [5.5.2]: the sum of reciprocals, but for 1 / x, is the derivative of the logarithm of a product, one
/// division. Then the asymptotic series [5.11.2].
/// </remarks>
internal readonly partial struct DigammaFunction : ILaneFunction
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<double> Of(Vector512<double> x)
    {
        Vector512<double> one = Vector512.Create(1.0);
        Vector512<double> product = x + one;
        Vector512<double> slope = one;
        Multiply(ref product, ref slope, x + Vector512.Create(2.0));
        Multiply(ref product, ref slope, x + Vector512.Create(3.0));
        Multiply(ref product, ref slope, x + Vector512.Create(4.0));
        Multiply(ref product, ref slope, x + Vector512.Create(5.0));

        Vector512<double> isSmall = Vector512.LessThan(x, Vector512.Create(6.0));
        Vector512<double> raised = Vector512.ConditionalSelect(isSmall, x + Vector512.Create(6.0), x);
        Vector512<double> value = Logarithm.Of(raised) - Series(one / raised);
        value = Vector512.ConditionalSelect(isSmall, (value - (slope / product)) - (one / x), value);
        return Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Create(0.0), x), value, Vector512.Create(double.NaN));
    }

    /// <summary>A further factor of a product, and of its derivative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply(ref Vector512<double> product, ref Vector512<double> slope, Vector512<double> factor)
    {
        slope = Vector512.MultiplyAddEstimate(slope, factor, product);
        product *= factor;
    }

    /// <summary>log z - digamma(z) of r = 1 / z &lt;= 1/6, interpolated at the Chebyshev nodes in r^2: to 2^-56.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Series(Vector512<double> r)
    {
        Vector512<double> w = r * r;
        Vector512<double> p = Vector512.MultiplyAddEstimate(Vector512.Create(0.052783578802019344), w, Vector512.Create(-0.020057813199354204));
        p = Vector512.MultiplyAddEstimate(p, w, Vector512.Create(0.00755724034982937));
        p = Vector512.MultiplyAddEstimate(p, w, Vector512.Create(-0.00416649213380119));
        p = Vector512.MultiplyAddEstimate(p, w, Vector512.Create(0.003968253174196778));
        p = Vector512.MultiplyAddEstimate(p, w, Vector512.Create(-0.00833333333196673));
        p = Vector512.MultiplyAddEstimate(p, w, Vector512.Create(0.08333333333333294));
        return Vector512.MultiplyAddEstimate(p, w, r * Vector512.Create(0.5));
    }
}
