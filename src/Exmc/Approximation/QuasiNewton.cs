// Limited-memory BFGS, one iterate at a time.
using Exmc.Numerics;

namespace Exmc;

/// <summary>Climbs a log density by L-BFGS (Nocedal and Wright 2006, algorithm 7.5).</summary>
internal sealed class QuasiNewton
{
    // Changes of a few units in the last place are noise.
    private const double Noise = 4 * 2.220446049250313e-16;
    private readonly LineSearch _search;
    // H g at the present iterate, when it has been computed.
    private double[]? _newton;

    public QuasiNewton(Evaluation evaluation, double[] start, int memory)
    {
        _search = new(evaluation);
        Pairs = new(memory);
        Position = start;
        Gradient = new double[start.Length];
        Value = evaluation.LogDensity(start, Gradient);
    }

    public CurvaturePairs Pairs { get; }

    /// <summary>Present iterate; a new array for each.</summary>
    public double[] Position { get; private set; }

    /// <summary>Gradient of the log density there; a new array for each iterate.</summary>
    public double[] Gradient { get; private set; }

    public double Value { get; private set; }

    /// <summary>Largest absolute component of the gradient.</summary>
    public double GradientNorm
    {
        get
        {
            double largest = 0;
            foreach (double slope in Gradient)
            {
                largest = Math.Max(largest, Math.Abs(slope));
            }

            return largest;
        }
    }

    /// <summary>Rise of the log density (nats) to the mode of the present quadratic model: half of g'Hg.</summary>
    public double ExpectedRise => 0.5 * Rows.Dot(Gradient, Newton());

    /// <summary>Whether the last step changed the value by more than noise.</summary>
    public bool Progressed { get; private set; } = true;

    /// <summary>The pair of the last step, whether or not it was remembered.</summary>
    public (double[] Step, double[] Change) LastPair { get; private set; }

    /// <summary>Moves to the next iterate; false when no higher point is found.</summary>
    public bool TryStep() => TryStep(Pairs.All.Count > 0) || (Pairs.All.Count > 0 && Forget() && TryStep(false));

    private bool Forget()
    {
        Pairs.Clear();
        _newton = null;
        return true;
    }

    private double[] Newton()
    {
        if (_newton is null)
        {
            _newton = [.. Gradient];
            Pairs.MultiplyInverse(_newton);
        }

        return _newton;
    }

    private bool TryStep(bool hasCurvature)
    {
        double[] direction = Newton();
        double slope = Rows.Dot(Gradient, direction);
        double first = hasCurvature ? 1 : Math.Min(1, 1 / Math.Sqrt(Rows.Dot(Gradient, Gradient)));
        if (!(slope > 0) || !double.IsFinite(slope) || !_search.TrySearch(Position, direction, Value, slope, first))
        {
            return false;
        }

        double[] step = Difference(_search.Position, Position);
        double[] change = Difference(Gradient, _search.Gradient);
        Progressed = _search.Value - Value > Noise * Math.Max(1, Math.Abs(Value));
        (Position, Gradient, Value) = ([.. _search.Position], [.. _search.Gradient], _search.Value);
        LastPair = (step, change);
        Pairs.TryAdd(step, change);
        _newton = null;
        return true;
    }

    private static double[] Difference(ReadOnlySpan<double> minuend, ReadOnlySpan<double> subtrahend)
    {
        double[] difference = new double[minuend.Length];
        for (int i = 0; i < difference.Length; i++)
        {
            difference[i] = minuend[i] - subtrahend[i];
        }

        return difference;
    }
}
