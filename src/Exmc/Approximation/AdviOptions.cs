// Settings of variational inference.
namespace Exmc;

/// <summary>Settings of variational inference.</summary>
public sealed record AdviOptions : ApproximationOptions
{
    /// <summary>The normal distributions to choose from.</summary>
    public AdviFamily Family { get; init; } = AdviFamily.MeanField;

    /// <summary>Draws per estimate of the gradient, in pairs of opposite ones: an even number, at least 2.</summary>
    public int GradientDraws { get; init; } = 10;

    /// <summary>
    /// First step size, in (0, 1]: 1 goes all the way to the optimum of a normal target whose coordinates are independent. Each stage halves it;
    /// a full-rank approximation of many coordinates starts with less, a fifth of draws over coordinates of it.
    /// </summary>
    public double StepSize { get; init; } = 0.5;

    /// <summary>
    /// Largest change, from one step size to half of it, at which the search ends: of means in standard deviations, of scales relative to
    /// themselves. Their Monte Carlo errors are kept below a quarter of it. In (0, 1).
    /// </summary>
    public double Tolerance { get; init; } = 0.1;

    /// <summary>Most iterations over all stages, at least 1.</summary>
    public int MaxIterations { get; init; } = 20_000;

    /// <summary>Half-width of the box in which the start is drawn; at least 0.</summary>
    public double InitialRadius { get; init; } = 2;

    /// <summary>
    /// Whether the draws are resampled, with replacement, by Pareto smoothed importance weights: closer to the posterior when
    /// <see cref="Approximation.ParetoK"/> is small. Otherwise they are those of the normal distribution.
    /// </summary>
    public bool Resample { get; init; }

    internal void Check()
    {
        CheckDraws();
        OptionChecks.Require(Enum.IsDefined(Family), nameof(Family), Family, "use MeanField or FullRank");
        OptionChecks.Require(GradientDraws >= 2 && GradientDraws % 2 == 0, nameof(GradientDraws), GradientDraws, "use an even number of draws, at least 2 (10 are usual)");
        OptionChecks.Require(StepSize is > 0 and <= 1, nameof(StepSize), StepSize, "use a number above 0, at most 1 (0.5 is usual)");
        OptionChecks.Require(Tolerance is > 0 and < 1, nameof(Tolerance), Tolerance, "use a number between 0 and 1 (0.1 is usual)");
        OptionChecks.Require(MaxIterations >= 1, nameof(MaxIterations), MaxIterations, "use at least 1 iteration (20000 are usual)");
        OptionChecks.Require(InitialRadius >= 0 && double.IsFinite(InitialRadius), nameof(InitialRadius), InitialRadius, "use a finite half-width of at least 0 (2 is usual)");
    }
}
