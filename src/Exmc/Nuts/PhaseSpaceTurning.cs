// Whether spans of a trajectory turn back, with a diagonal or dense metric alike: whitened coordinates have the identity.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc;

internal sealed partial class PhaseSpace
{
    /// <summary>Whether the velocity at either end points away from the displacement between two points, in whitened coordinates.</summary>
    /// <param name="first">The point that was reached first.</param>
    /// <param name="last">The point that was reached last.</param>
    /// <param name="forward">Whether the last is later in time.</param>
    public bool IsTurning(int first, int last, bool forward)
    {
        ref double a = ref RowStart(WhitenedRow(first));
        ref double b = ref RowStart(WhitenedRow(last));
        nuint v = (nuint)_stride;
        nuint n = (nuint)_stride;
        Vector256<double> atFirst = Vector256<double>.Zero;
        Vector256<double> atLast = Vector256<double>.Zero;
        nuint i = 0;
        for (; i + Lanes <= n; i += Lanes)
        {
            Vector256<double> displacement = Vector256.LoadUnsafe(ref b, i) - Vector256.LoadUnsafe(ref a, i);
            atFirst += displacement * Vector256.LoadUnsafe(ref a, v + i);
            atLast += displacement * Vector256.LoadUnsafe(ref b, v + i);
        }

        if (i < n)
        {
            Vector128<double> displacement = Vector128.LoadUnsafe(ref b, i) - Vector128.LoadUnsafe(ref a, i);
            atFirst += (displacement * Vector128.LoadUnsafe(ref a, v + i)).ToVector256();
            atLast += (displacement * Vector128.LoadUnsafe(ref b, v + i)).ToVector256();
        }

        return !AreAhead(atFirst, atLast, forward);
    }

    /// <summary>Whether the whole of two neighbouring spans turns, or either span with the nearest point of the other.</summary>
    public bool IsTurning(int first, int last, int nextFirst, int nextLast, bool forward)
    {
        ref double a = ref RowStart(WhitenedRow(first));
        ref double b = ref RowStart(WhitenedRow(last));
        ref double c = ref RowStart(WhitenedRow(nextFirst));
        ref double d = ref RowStart(WhitenedRow(nextLast));
        nuint v = (nuint)_stride;
        nuint n = (nuint)_stride;
        Vector256<double> wholeFirst = Vector256<double>.Zero;
        Vector256<double> wholeLast = Vector256<double>.Zero;
        Vector256<double> earlyFirst = Vector256<double>.Zero;
        Vector256<double> earlyLast = Vector256<double>.Zero;
        Vector256<double> lateFirst = Vector256<double>.Zero;
        Vector256<double> lateLast = Vector256<double>.Zero;
        nuint i = 0;
        for (; i + Lanes <= n; i += Lanes)
        {
            Vector256<double> y = Vector256.LoadUnsafe(ref a, i);
            Vector256<double> z = Vector256.LoadUnsafe(ref d, i);
            Vector256<double> atA = Vector256.LoadUnsafe(ref a, v + i);
            Vector256<double> atD = Vector256.LoadUnsafe(ref d, v + i);
            Vector256<double> whole = z - y;
            Vector256<double> early = Vector256.LoadUnsafe(ref c, i) - y;
            Vector256<double> late = z - Vector256.LoadUnsafe(ref b, i);
            wholeFirst += whole * atA;
            wholeLast += whole * atD;
            earlyFirst += early * atA;
            earlyLast += early * Vector256.LoadUnsafe(ref c, v + i);
            lateFirst += late * Vector256.LoadUnsafe(ref b, v + i);
            lateLast += late * atD;
        }

        if (i < n)
        {
            Vector128<double> y = Vector128.LoadUnsafe(ref a, i);
            Vector128<double> z = Vector128.LoadUnsafe(ref d, i);
            Vector128<double> atA = Vector128.LoadUnsafe(ref a, v + i);
            Vector128<double> atD = Vector128.LoadUnsafe(ref d, v + i);
            Vector128<double> whole = z - y;
            Vector128<double> early = Vector128.LoadUnsafe(ref c, i) - y;
            Vector128<double> late = z - Vector128.LoadUnsafe(ref b, i);
            wholeFirst += (whole * atA).ToVector256();
            wholeLast += (whole * atD).ToVector256();
            earlyFirst += (early * atA).ToVector256();
            earlyLast += (early * Vector128.LoadUnsafe(ref c, v + i)).ToVector256();
            lateFirst += (late * Vector128.LoadUnsafe(ref b, v + i)).ToVector256();
            lateLast += (late * atD).ToVector256();
        }

        return !(AreAhead(wholeFirst, wholeLast, forward) && AreAhead(earlyFirst, earlyLast, forward) && AreAhead(lateFirst, lateLast, forward));
    }

    // Backward in time the displacement has the other sign, and so has every product.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreAhead(Vector256<double> first, Vector256<double> last, bool forward)
    {
        double a = Vector256.Sum(first);
        double b = Vector256.Sum(last);
        return forward ? a > 0 && b > 0 : a < 0 && b < 0;
    }
}
