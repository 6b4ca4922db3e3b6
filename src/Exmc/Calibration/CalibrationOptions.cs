// Settings of simulation-based calibration.
namespace Exmc;

/// <summary>Settings of simulation-based calibration.</summary>
public sealed record CalibrationOptions
{
    /// <summary>Number of simulated data sets, each fitted once.</summary>
    public int Simulations { get; init; } = 1000;

    /// <summary>Most draws of a fit that a rank is taken among; fewer where the effective sample size is smaller.</summary>
    public int Kept { get; init; } = 20;

    /// <summary>Fixes all random numbers.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Settings of each fit; its seed is replaced.</summary>
    public SamplerOptions Sampler { get; init; } = new() { Chains = 1, Threads = 1, Warmup = 1000, Draws = 1000 };

    /// <summary>Fits that run at once.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}

/// <summary>One simulation: what is known to be true, and draws of a sampler that saw only the data.</summary>
/// <param name="Truth">One value per quantity.</param>
/// <param name="Draws">The draws of each quantity, in order.</param>
/// <param name="EffectiveDraws">How many of them count as independent, the least over the quantities.</param>
public sealed record CalibrationRun(double[] Truth, double[][] Draws, double EffectiveDraws);
