// Settings that all approximations share.
namespace Exmc;

/// <summary>Settings that all approximations share.</summary>
public abstract record ApproximationOptions
{
    /// <summary>Seed of all random streams; the draws depend on it alone, not on the number of threads.</summary>
    public ulong Seed { get; init; }

    /// <summary>Number of sets of draws, at least 1: chains of the result, and of a refit that starts from it.</summary>
    public int Chains { get; init; } = 4;

    /// <summary>Draws per chain, at least 1; all chains together need 25 to judge the approximation.</summary>
    public int Draws { get; init; } = 1000;

    private protected void CheckDraws()
    {
        OptionChecks.Require(Chains >= 1, nameof(Chains), Chains, "use at least 1 chain (4 are usual)");
        OptionChecks.Require(Draws >= 1, nameof(Draws), Draws, "use at least 1 draw (1000 are usual)");
        OptionChecks.Require((long)Chains * Draws >= 25, nameof(Draws), Draws, $"{Chains} chains of it cannot judge an approximation, use at least {(25 + Chains - 1) / Chains}");
    }
}
