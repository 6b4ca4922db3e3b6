// The sensor model's log density and gradient, written by hand.
namespace Exmc.Benchmarks;

/// <summary>
/// The Kalman filter of the sensor model and its reverse sweep (Durbin and Koopman 2012, section 4.3), no reading missing, in the
/// model's sampling coordinates: what a careful person writes for one model, as the yardstick of the generated code.
/// </summary>
internal sealed class HandWrittenSensor(double[] y, double[] x)
{
    private readonly Step[] _steps = new Step[y.Length];

    /// <summary>Log density up to a constant; the gradient is written.</summary>
    public double Evaluate(ReadOnlySpan<double> u, Span<double> gradient)
    {
        double p = 1.0 / (1.0 + Math.Exp(-u[3]));
        double phi = (2.0 * p) - 1.0;
        double logLikelihood = Forward(u, phi);
        Adjoints a = Backward(phi, u[4] * u[4]);
        gradient[0] = (2.0 * u[0] * a.Noise) - u[0];
        gradient[1] = (2.0 * u[1] * a.QLevel) - (u[1] / 0.25);
        gradient[2] = (2.0 * u[2] * a.QSlope) - (u[2] / 0.01);
        gradient[3] = ((a.Phi - ((phi - 0.5) / 0.25)) * 2.0 * p * (1.0 - p)) + 1.0 - (2.0 * p);
        gradient[4] = (2.0 * u[4] * a.QAr) - u[4];
        gradient[5] = a.Beta - (u[5] / 4.0);
        gradient[6] = a.Level - (u[6] / 100.0);
        gradient[7] = a.Slope - (u[7] / 0.25);
        double prior = (u[0] * u[0]) + (u[1] * u[1] / 0.25) + (u[2] * u[2] / 0.01) + ((phi - 0.5) * (phi - 0.5) / 0.25)
            + (u[4] * u[4]) + (u[5] * u[5] / 4.0) + (u[6] * u[6] / 100.0) + (u[7] * u[7] / 0.25);
        return logLikelihood - (0.5 * prior) + Math.Log(p * (1.0 - p));
    }

    private double Forward(ReadOnlySpan<double> u, double phi)
    {
        double noise = u[0] * u[0], qLevel = u[1] * u[1], qSlope = u[2] * u[2], qAr = u[4] * u[4], phi2 = phi * phi;
        double beta = u[5], level = u[6], slope = u[7], ar = 0.0;
        double p11 = 0, p12 = 0, p13 = 0, p22 = 0, p23 = 0, p33 = qAr / (1.0 - phi2), total = 0.0;
        for (int t = 0; t < _steps.Length; t++)
        {
            double v = y[t] - (level + ar + (beta * x[t]));
            double c1 = p11 + p13, c2 = p12 + p23, c3 = p13 + p33, f = c1 + c3 + noise, inverse = 1.0 / f;
            double k1 = c1 * inverse, k2 = c2 * inverse, k3 = c3 * inverse;
            total += (v * v * inverse) + Math.Log(f);
            ar += k3 * v;
            double r13 = p13 - (k1 * c3), r22 = p22 - (k2 * c2), r23 = p23 - (k2 * c3), r33 = p33 - (k3 * c3), r12 = p12 - (k1 * c2);
            _steps[t] = new Step(v, inverse, c1, c2, c3, ar, r13 + r23, r23, r33);
            slope += k2 * v;
            level += (k1 * v) + slope;
            ar *= phi;
            p11 = p11 - (k1 * c1) + (2.0 * r12) + r22 + qLevel;
            p12 = r12 + r22;
            p13 = phi * (r13 + r23);
            p22 = r22 + qSlope;
            p23 = phi * r23;
            p33 = (phi2 * r33) + qAr;
        }

        return -0.5 * total;
    }

    private Adjoints Backward(double phi, double qAr)
    {
        Adjoints a = default;
        double l = 0, s = 0, d = 0, p11 = 0, p12 = 0, p13 = 0, p22 = 0, p23 = 0, p33 = 0, phi2 = phi * phi;
        for (int t = _steps.Length - 1; t >= 0; t--)
        {
            ref readonly Step step = ref _steps[t];
            double v = step.Innovation, inverse = step.Precision, k1 = step.C1 * inverse, k2 = step.C2 * inverse, k3 = step.C3 * inverse;
            double slope = l + s, ar = phi * d;
            double r12 = (2.0 * p11) + p12, r22 = p11 + p12 + p22, r13 = phi * p13, r23 = phi * (p13 + p23), r33 = phi2 * p33;
            a.Phi += (d * step.Ar) + (p13 * step.R13PlusR23) + (p23 * step.R23) + (2.0 * phi * step.R33 * p33);
            a.QLevel += p11;
            a.QSlope += p22;
            a.QAr += p33;
            double k1Bar = (l * v) - (p11 * step.C1) - (r12 * step.C2) - (r13 * step.C3);
            double k2Bar = (slope * v) - (r22 * step.C2) - (r23 * step.C3);
            double k3Bar = (ar * v) - (r33 * step.C3);
            double vBar = (l * k1) + (slope * k2) + (ar * k3) - (v * inverse);
            double inverseBar = (k1Bar * step.C1) + (k2Bar * step.C2) + (k3Bar * step.C3) - (0.5 * v * v);
            double fBar = -inverse * ((inverseBar * inverse) + 0.5);
            double c1 = (k1Bar * inverse) - (p11 * k1) + fBar;
            double c2 = (k2Bar * inverse) - (r12 * k1) - (r22 * k2);
            double c3 = (k3Bar * inverse) - (r13 * k1) - (r23 * k2) - (r33 * k3) + fBar;
            a.Noise += fBar;
            a.Beta -= vBar * x[t];
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

        double start = 1.0 / (1.0 - phi2);
        a.QAr += p33 * start;
        a.Phi += p33 * qAr * 2.0 * phi * start * start;
        a.Level = l;
        a.Slope = s;
        return a;
    }

    private readonly record struct Step(
        double Innovation, double Precision, double C1, double C2, double C3, double Ar, double R13PlusR23, double R23, double R33);

    private struct Adjoints
    {
        public double Noise, QLevel, QSlope, QAr, Phi, Beta, Level, Slope;
    }
}
