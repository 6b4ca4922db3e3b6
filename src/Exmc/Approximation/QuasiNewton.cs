// Limited-memory BFGS, one iterate at a time.
namespace Exmc;

/// <summary>Climbs a log density by L-BFGS (Nocedal and Wright 2006, algorithm 7.5).</summary>
internal sealed class QuasiNewton
{
    // Changes of a few units in the last place are noise.
    private const double Noise = 4 * 2.220446049250313e-16;
    private readonly LineSearch _search;
    private double[] _direction;

    public QuasiNewton(Evaluation evaluation, double[] start, int memory)
    {
        _search = new(evaluation);
        _direction = new double[start.Length];
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
    public double GradientNorm => Gradient.Length == 0 ? 0 : Gradient.Max(Math.Abs);

    /// <summary>Rise of the log density (nats) to the mode of the present quadratic model: half of g'Hg.</summary>
    public double ExpectedRise
    {
        get
        {
            double[] newton = [.. Gradient];
            Pairs.MultiplyInverse(newton);
            return 0.5 * CurvaturePairs.Dot(Gradient, newton);
        }
    }

    /// <summary>Whether the last step changed the value by more than noise.</summary>
    public bool Progressed { get; private set; } = true;

    /// <summary>The pair of the last step, whether or not it was remembered.</summary>
    public (double[] Step, double[] Change) LastPair { get; private set; }

    /// <summary>Moves to the next iterate; false when no higher point is found.</summary>
    public bool TryStep() => TryStep(Pairs.All.Count > 0) || (Pairs.All.Count > 0 && Forget() && TryStep(false));

    private bool Forget()
    {
        Pairs.Clear();
        return true;
    }

    private bool TryStep(bool hasCurvature)
    {
        _direction = [.. Gradient];
        Pairs.MultiplyInverse(_direction);
        double slope = CurvaturePairs.Dot(Gradient, _direction);
        double first = hasCurvature ? 1 : Math.Min(1, 1 / Math.Sqrt(CurvaturePairs.Dot(Gradient, Gradient)));
        if (!(slope > 0) || !double.IsFinite(slope) || !_search.TrySearch(Position, _direction, Value, slope, first))
        {
            return false;
        }

        double[] step = [.. _search.Position.Zip(Position, (after, before) => after - before)];
        double[] change = [.. Gradient.Zip(_search.Gradient, (before, after) => before - after)];
        Progressed = _search.Value - Value > Noise * Math.Max(1, Math.Abs(Value));
        (Position, Gradient, Value) = ([.. _search.Position], [.. _search.Gradient], _search.Value);
        LastPair = (step, change);
        Pairs.TryAdd(step, change);
        return true;
    }
}
