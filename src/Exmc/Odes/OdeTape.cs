// The accepted steps of a solution.
namespace Exmc.Odes;

/// <summary>
/// A record per step: start, length, states at the start, slopes of the stages. The last record is the step being attempted. Memory is kept
/// from one solution to the next.
/// </summary>
internal sealed class OdeTape
{
    private const int FirstState = 2;
    private double[] _records = [];
    private int _states;
    private int _stride;

    /// <summary>Number of accepted steps.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets all steps.</summary>
    public void Start(int states, int stages)
    {
        _states = states;
        _stride = FirstState + (states * (1 + stages));
        Count = 0;
        Reserve();
    }

    /// <summary>Accepts the attempted step.</summary>
    public void Accept()
    {
        Count++;
        Reserve();
    }

    /// <summary>Time at which a step starts.</summary>
    public ref double Time(int step) => ref _records[step * _stride];

    /// <summary>Length of a step.</summary>
    public ref double Length(int step) => ref _records[(step * _stride) + 1];

    /// <summary>States at the start of a step.</summary>
    public Span<double> State(int step) => _records.AsSpan((step * _stride) + FirstState, _states);

    /// <summary>The slope of a stage of a step.</summary>
    public Span<double> Slope(int step, int stage) => _records.AsSpan((step * _stride) + FirstState + ((1 + stage) * _states), _states);

    private void Reserve()
    {
        int needed = (Count + 1) * _stride;
        if (_records.Length < needed)
        {
            Array.Resize(ref _records, Math.Max(needed, Math.Max(32 * _stride, 2 * _records.Length)));
        }
    }
}
