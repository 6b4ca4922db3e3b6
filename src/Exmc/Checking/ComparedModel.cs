// One line of a comparison of models.
namespace Exmc;

/// <summary>One model of a comparison.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Estimate">Its estimate.</param>
/// <param name="ElpdDifference">Its elpd less that of the best model, nats; at most 0.</param>
/// <param name="DifferenceSe">Standard error of the difference over observations; below 4 nats or 100 observations it is too small as a rule.</param>
public sealed record ComparedModel(string Name, ElpdEstimate Estimate, double ElpdDifference, double DifferenceSe);
