// The same bits for the same question.
namespace Exmc.Testing;

/// <summary>Evaluations do not depend on what was evaluated before, on the binding, nor on lanes.</summary>
internal sealed class DeterminismCheck
{
    private readonly IDensity _density;
    private readonly IDensity _other;
    private readonly ILaneDensity? _lanes;
    private readonly double[] _elsewhere;

    /// <param name="model">Bound twice.</param>
    public DeterminismCheck(IModel model)
    {
        _density = model.Bind();
        _other = model.Bind();
        _lanes = _density.Dimension == 0 ? null : _density.CreateLanes();
        _elsewhere = [.. Enumerable.Range(0, _density.Dimension).Select(k => 0.5 - (0.25 * (k % 4)))];
    }

    /// <summary>What is wrong at a position; null when nothing is.</summary>
    public string? At(double[] position)
    {
        Evaluation first = Of(_density, position);
        if (!Of(_density, position).Equals(first))
        {
            return "a second evaluation gives other bits than the first";
        }

        Of(_density, _elsewhere);
        if (!Of(_density, position).Equals(first))
        {
            return "an evaluation elsewhere changes the bits of the next one";
        }

        if (!Of(_other, position).Equals(first))
        {
            return "the model bound again gives other bits";
        }

        return _lanes is null || InLanes(position).Equals(first) ? null : "the lanes of the model give other bits than its density";
    }

    private static Evaluation Of(IDensity density, double[] position)
    {
        double[] gradient = new double[density.Dimension];
        DensityStatus status = density.Evaluate(position, gradient, out double logDensity);
        return new(status, logDensity, gradient);
    }

    // The position in every other lane, so that each lane has a neighbour that is elsewhere.
    private Evaluation InLanes(double[] position)
    {
        const int Width = ILaneDensity.Width;
        int dimension = position.Length;
        double[] positions = DensityBuffers.Aligned(Width * dimension);
        double[] gradients = DensityBuffers.Aligned(Width * dimension);
        double[] logDensities = new double[Width];
        DensityStatus[] statuses = new DensityStatus[Width];
        Span<double> all = DensityBuffers.AlignedSpan(positions, Width * dimension);
        Span<double> slopes = DensityBuffers.AlignedSpan(gradients, Width * dimension);
        for (int k = 0; k < dimension; k++)
        {
            for (int lane = 0; lane < Width; lane++)
            {
                all[(Width * k) + lane] = lane % 2 == 1 ? position[k] : _elsewhere[k];
            }
        }

        _lanes!.Evaluate(all, slopes, logDensities, statuses);
        double[] gradient = new double[dimension];
        for (int k = 0; k < dimension; k++)
        {
            gradient[k] = slopes[(Width * k) + 3];
        }

        return new(statuses[3], logDensities[3], gradient);
    }

    private sealed record Evaluation(DensityStatus Status, double LogDensity, double[] Gradient)
    {
        // Numbers of a position without density are unspecified.
        public bool Equals(Evaluation? other) => other is not null && Status == other.Status
            && (Status != DensityStatus.Ok || (IsSame(LogDensity, other.LogDensity) && Gradient.Zip(other.Gradient).All(pair => IsSame(pair.First, pair.Second))));

        public override int GetHashCode() => HashCode.Combine(Status, LogDensity);

        private static bool IsSame(double x, double y) => BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y);
    }
}
