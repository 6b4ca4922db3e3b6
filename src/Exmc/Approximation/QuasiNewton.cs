// Limited-memory BFGS, one iterate at a time.
using Exmc.Numerics;

namespace Exmc;

/// <summary>Climbs a log density by L-BFGS (Nocedal and Wright 2006, algorithm 7.5).</summary>
internal sealed class QuasiNewton
{
    // Changes of a few units in the last place are noise.
    private const double Noise = 4 * 2.220446049250313e-16;
    private readonly Evaluation _evaluation;
    private readonly LineSearch _search;
    private readonly double[] _newton;

    // Whether H g at the present iterate has been computed.
    private bool _hasNewton;

    /// <param name="evaluation">What is climbed.</param>
    /// <param name="start">The first iterate; the climb goes on in this array.</param>
    /// <param name="memory">Most pairs that are remembered.</param>
    public QuasiNewton(Evaluation evaluation, double[] start, int memory)
    {
        _evaluation = evaluation;
        _search = new(evaluation);
        _newton = new double[start.Length];
        Pairs = new(memory);
        Position = start;
        Gradient = new double[start.Length];
        Begin();
    }

    public CurvaturePairs Pairs { get; }

    /// <summary>Present iterate.</summary>
    public double[] Position { get; }

    /// <summary>Gradient of the log density there.</summary>
    public double[] Gradient { get; }

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

    /// <summary>The pair of the last step, whether or not it was remembered; the next step may overwrite it.</summary>
    public (double[] Step, double[] Change) LastPair { get; private set; }

    /// <summary>Moves to the next iterate; false when no higher point is found.</summary>
    public bool TryStep() => TryStep(Pairs.All.Count > 0) || (Pairs.All.Count > 0 && Forget() && TryStep(false));

    /// <summary>Begins another climb.</summary>
    public void Restart(ReadOnlySpan<double> start)
    {
        start.CopyTo(Position);
        Forget();
        Progressed = true;
        LastPair = default;
        Begin();
    }

    private void Begin() => Value = _evaluation.LogDensity(Position, Gradient);

    private bool Forget()
    {
        Pairs.Clear();
        _hasNewton = false;
        return true;
    }

    private double[] Newton()
    {
        if (!_hasNewton)
        {
            Gradient.CopyTo(_newton, 0);
            Pairs.MultiplyInverse(_newton);
            _hasNewton = true;
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

        (double[] step, double[] change) = Pairs.Next(Position.Length);
        Subtract(_search.Position, Position, step);
        Subtract(Gradient, _search.Gradient, change);
        Progressed = _search.Value - Value > Noise * Math.Max(1, Math.Abs(Value));
        _search.Position.CopyTo(Position, 0);
        _search.Gradient.CopyTo(Gradient, 0);
        Value = _search.Value;
        LastPair = (step, change);
        Pairs.TryAdd(step, change);
        _hasNewton = false;
        return true;
    }

    private static void Subtract(ReadOnlySpan<double> minuend, ReadOnlySpan<double> subtrahend, Span<double> difference)
    {
        for (int i = 0; i < difference.Length; i++)
        {
            difference[i] = minuend[i] - subtrahend[i];
        }
    }
}
