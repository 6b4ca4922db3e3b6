// The Jacobian between the two coordinate systems, by differences.
using MathNet.Numerics.LinearAlgebra;

namespace Exmc.Testing;

/// <summary>
/// One posterior in two coordinate systems: the log densities differ by the log determinant of the change of coordinates, and a constant.
/// </summary>
internal sealed class JacobianCheck
{
    /// <summary>Relative to the larger of the log densities and one.</summary>
    private const double Tolerance = 1e-7;

    private readonly IDensity _sampling;
    private readonly IDensity _canonical;
    private readonly double[] _values;
    private readonly double[] _gradient;
    private readonly double[] _moved;
    private readonly double[] _reference;

    public JacobianCheck(IDensity sampling, IDensity canonical)
    {
        _sampling = sampling;
        _canonical = canonical;
        _values = new double[sampling.Layout.ValueCount];
        _gradient = new double[sampling.Dimension];
        _moved = new double[canonical.Dimension];
        _reference = [.. Enumerable.Range(0, sampling.Dimension).Select(k => 0.25 + (0.125 * (k % 3)))];
    }

    /// <summary>Positions at which the log determinant was found.</summary>
    public long Compared { get; private set; }

    /// <summary>Positions at which it was not, or which have no density in both systems.</summary>
    public long Unmeasured { get; private set; }

    /// <summary>What is wrong at a position; null when nothing is.</summary>
    public string? At(double[] position)
    {
        (double here, double hereError) = Excess(position);
        (double there, double thereError) = Excess(_reference);
        double allowed = hereError + thereError;
        if (!double.IsFinite(allowed) || !double.IsFinite(here) || !double.IsFinite(there))
        {
            Unmeasured++;
            return null;
        }

        Compared++;
        return Math.Abs(here - there) <= allowed ? null : FormattableString.Invariant(
            $"between the coordinates of the sampler and the canonical ones the log density changes by {here - there:R} more than the log determinant of the change, which should be no more than {allowed:G2}");
    }

    // Log density of the sampler's coordinates less that of the canonical ones less the log determinant, with its error.
    private (double Excess, double Error) Excess(double[] position)
    {
        double[] canonical = [.. Canonical(position)];
        if (_sampling.Evaluate(position, _gradient, out double own) != DensityStatus.Ok
            || _canonical.Evaluate(canonical, _gradient, out double other) != DensityStatus.Ok)
        {
            return (double.NaN, double.NaN);
        }

        int dimension = position.Length;
        Matrix<double> jacobian = Matrix<double>.Build.Dense(dimension, dimension);
        double[] moved = [.. position];
        double error = 0;
        for (int column = 0; column < dimension; column++)
        {
            for (int row = 0; row < dimension; row++)
            {
                NumericalDerivative derivative = NumericalDerivative.Of(x => Canonical(x)[row], moved, column);
                jacobian[row, column] = derivative.Value;
                error = Math.Max(error, derivative.Error);
            }
        }

        double logDeterminant = 0;
        foreach (double pivot in jacobian.LU().U.Diagonal())
        {
            logDeterminant += Math.Log(Math.Abs(pivot));
        }

        double conditioned = error * dimension * jacobian.Inverse().InfinityNorm();
        return (own - other - logDeterminant, (Tolerance * Math.Max(1, Math.Max(Math.Abs(own), Math.Abs(other)))) + (10 * conditioned));
    }

    private double[] Canonical(double[] position)
    {
        _sampling.Constrain(position, _values);
        _canonical.Unconstrain(_values.AsSpan(0, _sampling.Layout.ParameterValueCount), _moved);
        return _moved;
    }
}
