// A density that counts its evaluations and says "worse than anything" where it cannot be evaluated.
namespace Exmc;

/// <summary>Evaluates a log density; positions that fail have minus infinity.</summary>
internal sealed class Evaluation(IDensity density)
{
    private readonly double[] _gradient = new double[density.Dimension];

    public int Dimension => density.Dimension;

    public long Count { get; private set; }

    /// <summary>The log density, minus infinity when it or its gradient is not finite.</summary>
    public double LogDensity(ReadOnlySpan<double> position) => LogDensity(position, _gradient);

    /// <summary>The log density, minus infinity when it or its gradient is not finite, and the gradient when it is.</summary>
    public double LogDensity(ReadOnlySpan<double> position, Span<double> gradient)
    {
        Count++;
        if (density.Evaluate(position, gradient, out double value) != DensityStatus.Ok || !double.IsFinite(value))
        {
            return double.NegativeInfinity;
        }

        foreach (double slope in gradient)
        {
            if (!double.IsFinite(slope))
            {
                return double.NegativeInfinity;
            }
        }

        return value;
    }

    /// <summary>A usable start: the given one, or the first of a hundred random points.</summary>
    /// <exception cref="SamplingException">The density is not finite there; names the term.</exception>
    public double[] Start(ReadOnlyMemory<double>? given, double radius, RandomStream stream)
    {
        double[] position = given is { } start ? start.ToArray() : new double[Dimension];
        if (given is not null)
        {
            return double.IsFinite(LogDensity(position)) ? position : throw StartingPoint.GivenFailed(density, position);
        }

        for (int attempt = 0; attempt < StartingPoint.Tries; attempt++)
        {
            StartingPoint.Draw(stream, radius, position);
            if (double.IsFinite(LogDensity(position)))
            {
                return position;
            }
        }

        throw StartingPoint.RandomFailed(density, radius, position);
    }
}
