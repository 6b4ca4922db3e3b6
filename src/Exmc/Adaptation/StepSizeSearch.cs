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

/// <summary>Doubles or halves a step size until the acceptance of one step crosses a threshold (Hoffman and Gelman 2014, Algorithm 4).</summary>
internal static class StepSizeSearch
{
    /// <summary>Step sizes outside these bounds are failures.</summary>
    public const double Smallest = 1e-16;

    /// <summary>See <see cref="Smallest"/>.</summary>
    public const double Largest = 1e16;

    private static readonly double Threshold = Math.Log(0.8);

    /// <summary>Searches from a first guess with one velocity; returns the largest power-of-two multiple that is still acceptable.</summary>
    /// <returns>The step size, and the guess itself when the search fails.</returns>
    public static (double StepSize, SearchOutcome Outcome) Run(NutsKernel kernel, double guess)
    {
        kernel.DrawVelocity();
        double step = guess;
        if (Accepts(kernel, step))
        {
            while (step <= Largest)
            {
                if (!Accepts(kernel, 2 * step))
                {
                    return (step, SearchOutcome.Found);
                }

                step *= 2;
            }

            return (guess, SearchOutcome.TooFlat);
        }

        while (step >= Smallest)
        {
            step /= 2;
            if (Accepts(kernel, step))
            {
                return (step, SearchOutcome.Found);
            }
        }

        return (guess, SearchOutcome.TooSteep);
    }

    private static bool Accepts(NutsKernel kernel, double step) => kernel.Trial(step) > Threshold;
}
