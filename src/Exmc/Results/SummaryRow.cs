// One line of the summary table.
namespace Exmc;

/// <summary>Posterior summaries of one reported number, as defined by Vehtari et al. (2021).</summary>
/// <param name="Name">External name.</param>
/// <param name="Mean">Mean.</param>
/// <param name="Sd">Standard deviation.</param>
/// <param name="Q05">5 % quantile.</param>
/// <param name="Q50">Median.</param>
/// <param name="Q95">95 % quantile.</param>
/// <param name="McseMean">Monte Carlo standard error of the mean.</param>
/// <param name="McseSd">Monte Carlo standard error of the standard deviation.</param>
/// <param name="EssBulk">Effective number of draws in the bulk.</param>
/// <param name="EssTail">Effective number of draws in the tails.</param>
/// <param name="RHat">Rank-normalised split R-hat. NaN, as the other diagnostics, when the draws are constant or not finite.</param>
public sealed record SummaryRow(
    string Name,
    double Mean,
    double Sd,
    double Q05,
    double Q50,
    double Q95,
    double McseMean,
    double McseSd,
    double EssBulk,
    double EssTail,
    double RHat);
