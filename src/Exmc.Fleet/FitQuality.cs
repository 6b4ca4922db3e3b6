// How good a sensor's fit is.
namespace Exmc.Fleet;

internal static class FitQuality
{
    /// <summary>Smallest bulk effective sample size of the reported numbers; 0 where one has none.</summary>
    public static double MinEss(Posterior posterior) => posterior.Summary.Min(row => double.IsNaN(row.EssBulk) ? 0.0 : row.EssBulk);
}
