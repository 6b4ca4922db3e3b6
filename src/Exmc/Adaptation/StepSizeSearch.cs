// Finds a first step size of the right order of magnitude.
namespace Exmc;

/// <summary>How a search for a step size ended.</summary>
internal enum SearchOutcome
{
    /// <summary>A step size was found.</summary>
    Found,

    /// <summary>No step is too long: the density does not fall off.</summary>
    TooFlat,

    /// <summary>No step is short enough.</summary>
    TooSteep,
}

/// <summary>
/// Doubles or halves a step size until the acceptance of one step crosses a threshold (Hoffman and Gelman 2014, Algorithm 4). Finds the
/// largest power-of-two multiple of the guess that is still acceptable. Stops wherever it needs a gradient.
/// </summary>
internal sealed partial class StepSizeSearch(NutsKernel kernel)
{
    /// <summary>Step sizes outside these bounds are failures.</summary>
    public const double Smallest = 1e-16;

    /// <summary>See <see cref="Smallest"/>.</summary>
    public const double Largest = 1e16;

    private static readonly double Threshold = Math.Log(0.8);
    private double _trial;
    private Direction _direction;

    private enum Direction
    {
        Unknown,
        Longer,
        Shorter,
    }

    /// <summary>Where the search began.</summary>
    public double Guess { get; private set; }

    /// <summary>The step size; the guess itself when the search failed.</summary>
    public double StepSize { get; private set; }

    /// <summary>How the search ended.</summary>
    public SearchOutcome Outcome { get; private set; }

    /// <summary>Begins with a fresh velocity; the position of the first trial is ready to be evaluated.</summary>
    public void Begin(double guess)
    {
        kernel.DrawVelocity();
        Guess = guess;
        _direction = Direction.Unknown;
        Try(guess);
    }

    /// <summary>Makes the position of the present trial ready again, after the search was interrupted; changes nothing when it was not.</summary>
    public void Again() => kernel.BeginTrial(_trial);

    /// <summary>Takes the gradient of the position that was ready.</summary>
    /// <returns>Whether another position is ready to be evaluated; false ends the search.</returns>
    public bool Advance(DensityStatus status, double logDensity)
    {
        bool accepts = kernel.EndTrial(status, logDensity) > Threshold;
        if (_direction == Direction.Unknown)
        {
            _direction = accepts ? Direction.Longer : Direction.Shorter;
        }
        else if (accepts != (_direction == Direction.Longer))
        {
            return End(accepts ? _trial : _trial / 2, SearchOutcome.Found);
        }

        return _direction == Direction.Longer
            ? _trial <= Largest ? Try(2 * _trial) : End(Guess, SearchOutcome.TooFlat)
            : _trial >= Smallest ? Try(_trial / 2) : End(Guess, SearchOutcome.TooSteep);
    }

    private bool Try(double step)
    {
        _trial = step;
        kernel.BeginTrial(step);
        return true;
    }

    private bool End(double stepSize, SearchOutcome outcome)
    {
        StepSize = stepSize;
        Outcome = outcome;
        return false;
    }
}
