// One parameter of one fit.
namespace Exmc.Fleet.Live;

/// <summary>A parameter's posterior, on the model's scale, on which the window has mean 0 and standard deviation 1 at the last cold fit.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mean">Posterior mean.</param>
/// <param name="Lower">5 % quantile.</param>
/// <param name="Upper">95 % quantile.</param>
public sealed record ParameterSummary(string Name, double Mean, double Lower, double Upper);
