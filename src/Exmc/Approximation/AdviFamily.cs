// The normal distributions among which variational inference chooses.
namespace Exmc;

/// <summary>The normal distributions among which variational inference chooses.</summary>
public enum AdviFamily
{
    /// <summary>Independent coordinates: 2 d numbers. Its scales are too small where coordinates are correlated.</summary>
    MeanField,

    /// <summary>Any covariance: d + d (d + 1) / 2 numbers, and d^3 / 6 operations per iteration.</summary>
    FullRank,
}
