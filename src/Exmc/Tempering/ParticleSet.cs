// Particles: positions with what their densities are made of.
using Exmc.Numerics;

namespace Exmc;

/// <summary>Positions with the log densities of prior and rest and their gradients, one row per particle.</summary>
internal sealed class ParticleSet(int count, int dimension)
{
    private double[] _positions = new double[count * dimension];
    private double[] _priorGradients = new double[count * dimension];
    private double[] _restGradients = new double[count * dimension];
    private double[] _logPriors = new double[count];
    private double[] _logRests = new double[count];

    public int Count => count;

    public int Dimension => dimension;

    /// <summary>Log densities of the rest: likelihood and factors.</summary>
    public ReadOnlySpan<double> LogRests => _logRests;

    public ReadOnlySpan<double> Position(int particle) => Row(_positions, particle);

    public double LogDensity(int particle, double temperature) => _logPriors[particle] + (temperature * _logRests[particle]);

    /// <summary>The gradient at a temperature.</summary>
    public void CopyGradient(int particle, double temperature, Span<double> gradient)
    {
        Row(_priorGradients, particle).CopyTo(gradient);
        Rows.Add(gradient, temperature, Row(_restGradients, particle));
    }

    /// <summary>Places a particle where the density was evaluated last.</summary>
    public void Set(int particle, ReadOnlySpan<double> position, TemperedDensity density)
    {
        position.CopyTo(Row(_positions, particle));
        density.PriorGradient.CopyTo(Row(_priorGradients, particle));
        density.RestGradient.CopyTo(Row(_restGradients, particle));
        _logPriors[particle] = density.LogPrior;
        _logRests[particle] = density.LogRest;
    }

    /// <summary>Makes a particle one of no weight.</summary>
    public void SetUnusable(int particle) => _logRests[particle] = double.NegativeInfinity;

    /// <summary>Replaces all particles by copies of their ancestors.</summary>
    public void Resample(int[] ancestors)
    {
        _positions = Chosen(_positions, dimension, ancestors);
        _priorGradients = Chosen(_priorGradients, dimension, ancestors);
        _restGradients = Chosen(_restGradients, dimension, ancestors);
        _logPriors = Chosen(_logPriors, 1, ancestors);
        _logRests = Chosen(_logRests, 1, ancestors);
    }

    /// <summary>All positions, by particles.</summary>
    public double[] CopyPositions() => [.. _positions];

    /// <summary>Half the distance between the quantiles at which a normal is one standard deviation off: heavy tails of a prior do not count.</summary>
    public double[] Spreads()
    {
        double[] spreads = new double[dimension];
        double[] coordinate = new double[count];
        for (int i = 0; i < dimension; i++)
        {
            for (int k = 0; k < count; k++)
            {
                coordinate[k] = _positions[(k * dimension) + i];
            }

            Array.Sort(coordinate);
            double spread = 0.5 * (Quantiles.OfSorted(coordinate, 0.841345) - Quantiles.OfSorted(coordinate, 0.158655));
            spreads[i] = spread > 0 && double.IsFinite(spread) ? spread : 1;
        }

        return spreads;
    }

    /// <summary>Largest absolute correlation of a coordinate with its earlier values; 1 when one does not vary.</summary>
    public double LargestCorrelation(ReadOnlySpan<double> earlier)
    {
        double largest = 0;
        for (int i = 0; i < dimension; i++)
        {
            double correlation = Math.Abs(Correlation(earlier, i));
            largest = Math.Max(largest, double.IsFinite(correlation) ? correlation : 1);
        }

        return largest;
    }

    private double Correlation(ReadOnlySpan<double> earlier, int i)
    {
        double meanBefore = 0;
        double meanAfter = 0;
        for (int k = i; k < _positions.Length; k += dimension)
        {
            meanBefore += earlier[k] / count;
            meanAfter += _positions[k] / count;
        }

        double before = 0;
        double after = 0;
        double both = 0;
        for (int k = i; k < _positions.Length; k += dimension)
        {
            double x = earlier[k] - meanBefore;
            double y = _positions[k] - meanAfter;
            before += x * x;
            after += y * y;
            both += x * y;
        }

        return both / Math.Sqrt(before * after);
    }

    private static double[] Chosen(double[] rows, int width, int[] ancestors)
    {
        double[] chosen = new double[rows.Length];
        for (int k = 0; k < ancestors.Length; k++)
        {
            rows.AsSpan(ancestors[k] * width, width).CopyTo(chosen.AsSpan(k * width));
        }

        return chosen;
    }

    private Span<double> Row(double[] rows, int particle) => rows.AsSpan(particle * dimension, dimension);
}
