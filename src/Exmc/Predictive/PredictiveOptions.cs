// Settings of draws from the prior and of predictions.
namespace Exmc;

/// <summary>Settings of draws from the prior and of predictions.</summary>
public sealed record PredictiveOptions
{
    /// <summary>Number of draws from the prior; predictions from a fit have one for each of its draws.</summary>
    public int Draws { get; init; } = 1000;

    /// <summary>Fixes all random numbers, whatever the size of the blocks.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Draws held in memory at once.</summary>
    public int BlockSize { get; init; } = 1000;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Draws);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BlockSize);
    }
}
