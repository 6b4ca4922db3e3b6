// What a fit expected of one reading.
namespace Exmc.Fleet.Live;

/// <summary>Central predictive intervals of a reading, in its own units, besides the one of 90 % that a score always has.</summary>
/// <param name="Lower50">Quantile of 25 %.</param>
/// <param name="Upper50">Quantile of 75 %.</param>
/// <param name="Lower99">Quantile of 0.5 %.</param>
/// <param name="Upper99">Quantile of 99.5 %.</param>
public readonly record struct PredictiveBands(double Lower50, double Upper50, double Lower99, double Upper99);
