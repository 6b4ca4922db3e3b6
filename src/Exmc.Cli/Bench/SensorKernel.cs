// The sensor model's log density and gradient, written by hand, for one chain or for eight.
using System.Runtime.CompilerServices;

namespace Exmc.Cli;

/// <summary>
/// The Kalman filter of the sensor model and its reverse sweep (Durbin and Koopman 2012, section 4.3), no reading missing, in the
/// model's sampling coordinates: what a careful person writes for one model. All lanes have the same readings.
/// </summary>
internal sealed class SensorKernel<T>(double[] y, double[] x)
    where T : struct, IKernelNumber<T>
{
    public const int Dimension = 8;

    /// <summary>Steps whose variances are multiplied before one logarithm is taken; none is so far from 1 that eight overflow.</summary>
    private const int StepsPerLog = 8;

    private readonly double[] _steps = DensityBuffers.Aligned(y.Length * Step.Count * T.Width);

    /// <summary>Log density up to a constant; the gradient is written.</summary>
    public T Evaluate(ReadOnlySpan<T> u, Span<T> gradient)
    {
        T one = T.Of(1.0), two = T.Of(2.0), half = T.Of(0.5), zero = T.Of(0.0);
        T p = one / (one + T.Exp(zero - u[3]));
        T phi = (two * p) - one;
        T logLikelihood = Forward(u, phi);
        Adjoints a = Backward(phi, u[4] * u[4]);
        T level = T.Of(4.0), slope = T.Of(100.0), start = T.Of(0.01), quarter = T.Of(0.25);
        gradient[0] = (two * u[0] * a.Noise) - u[0];
        gradient[1] = (two * u[1] * a.QLevel) - (u[1] * level);
        gradient[2] = (two * u[2] * a.QSlope) - (u[2] * slope);
        gradient[3] = ((a.Phi - ((phi - half) * level)) * two * p * (one - p)) + one - (two * p);
        gradient[4] = (two * u[4] * a.QAr) - u[4];
        gradient[5] = a.Beta - (u[5] * quarter);
        gradient[6] = a.Level - (u[6] * start);
        gradient[7] = a.Slope - (u[7] * level);
        T prior = (u[0] * u[0]) + (u[1] * u[1] * level) + (u[2] * u[2] * slope) + ((phi - half) * (phi - half) * level)
            + (u[4] * u[4]) + (u[5] * u[5] * quarter) + (u[6] * u[6] * start) + (u[7] * u[7] * level);
        return logLikelihood - (half * prior) + T.Log(p * (one - p));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T Forward(ReadOnlySpan<T> u, T phi)
    {
        ref Step steps = ref Unsafe.As<double, Step>(ref DensityBuffers.Aligned(_steps));
        T one = T.Of(1.0), zero = T.Of(0.0);
        T noise = u[0] * u[0], qLevel = u[1] * u[1], qSlope = u[2] * u[2], qAr = u[4] * u[4], phi2 = phi * phi;
        T beta = u[5], level = u[6], slope = u[7], ar = zero;
        T p11 = zero, p12 = zero, p13 = zero, p22 = zero, p23 = zero, p33 = qAr / (one - phi2), squares = zero, logs = zero, product = one;
        for (int t = 0; t < y.Length; t++)
        {
            T v = T.Of(y[t]) - (level + ar + (beta * T.Of(x[t])));
            T c1 = p11 + p13, c2 = p12 + p23, c3 = p13 + p33, f = c1 + c3 + noise, inverse = one / f;
            T k1 = c1 * inverse, k2 = c2 * inverse, k3 = c3 * inverse;
            squares += v * v * inverse;
            product *= f;
            if ((t % StepsPerLog) == StepsPerLog - 1)
            {
                logs += T.Log(product);
                product = one;
            }

            ar += k3 * v;
            T r12 = p12 - (k1 * c2), r13 = p13 - (k1 * c3), r22 = p22 - (k2 * c2), r23 = p23 - (k2 * c3), r33 = p33 - (k3 * c3);
            Unsafe.Add(ref steps, t) = new Step(v, inverse, c1, c2, c3, ar, r13 + r23, r23, r33);
            slope += k2 * v;
            level += (k1 * v) + slope;
            ar *= phi;
            p11 = p11 - (k1 * c1) + r12 + r12 + r22 + qLevel;
            p12 = r12 + r22;
            p13 = phi * (r13 + r23);
            p22 = r22 + qSlope;
            p23 = phi * r23;
            p33 = (phi2 * r33) + qAr;
        }

        return T.Of(-0.5) * (squares + logs + T.Log(product));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Adjoints Backward(T phi, T qAr)
    {
        ref Step steps = ref Unsafe.As<double, Step>(ref DensityBuffers.Aligned(_steps));
        T zero = T.Of(0.0), half = T.Of(0.5), one = T.Of(1.0), phi2 = phi * phi, twoPhi = phi + phi;
        T l = zero, s = zero, d = zero, p11 = zero, p12 = zero, p13 = zero, p22 = zero, p23 = zero, p33 = zero;
        T noise = zero, qLevel = zero, qSlope = zero, qArBar = zero, phiBar = zero, beta = zero;
        for (int t = y.Length - 1; t >= 0; t--)
        {
            ref readonly Step step = ref Unsafe.Add(ref steps, t);
            T v = step.Innovation, inverse = step.Precision, k1 = step.C1 * inverse, k2 = step.C2 * inverse, k3 = step.C3 * inverse;
            T slope = l + s, ar = phi * d;
            T r12 = p11 + p11 + p12, r22 = p11 + p12 + p22, r13 = phi * p13, r23 = phi * (p13 + p23), r33 = phi2 * p33;
            phiBar += (d * step.Ar) + (p13 * step.R13PlusR23) + (p23 * step.R23) + (twoPhi * step.R33 * p33);
            qLevel += p11;
            qSlope += p22;
            qArBar += p33;
            T k1Bar = (l * v) - (p11 * step.C1) - (r12 * step.C2) - (r13 * step.C3);
            T k2Bar = (slope * v) - (r22 * step.C2) - (r23 * step.C3);
            T k3Bar = (ar * v) - (r33 * step.C3);
            T vBar = (l * k1) + (slope * k2) + (ar * k3) - (v * inverse);
            T inverseBar = (k1Bar * step.C1) + (k2Bar * step.C2) + (k3Bar * step.C3) - (half * v * v);
            T fBar = (zero - inverse) * ((inverseBar * inverse) + half);
            T c1 = (k1Bar * inverse) - (p11 * k1) + fBar;
            T c2 = (k2Bar * inverse) - (r12 * k1) - (r22 * k2);
            T c3 = (k3Bar * inverse) - (r13 * k1) - (r23 * k2) - (r33 * k3) + fBar;
            noise += fBar;
            beta -= vBar * T.Of(x[t]);
            p11 += c1;
            p12 = r12 + c2;
            p13 = r13 + c1 + c3;
            p22 = r22;
            p23 = r23 + c2;
            p33 = r33 + c3;
            l -= vBar;
            s = slope;
            d = ar - vBar;
        }

        T start = one / (one - phi2);
        return new Adjoints(noise, qLevel, qSlope, qArBar + (p33 * start), phiBar + (p33 * qAr * twoPhi * start * start), beta, l, s);
    }

    private readonly record struct Step(T Innovation, T Precision, T C1, T C2, T C3, T Ar, T R13PlusR23, T R23, T R33)
    {
        public const int Count = 9;
    }

    private readonly record struct Adjoints(T Noise, T QLevel, T QSlope, T QAr, T Phi, T Beta, T Level, T Slope);
}
