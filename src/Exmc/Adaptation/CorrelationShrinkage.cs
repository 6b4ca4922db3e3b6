// How much of the correlations of few draws to keep.
namespace Exmc;

/// <summary>The oracle approximating shrinkage of a covariance towards a multiple of the identity (Chen, Wiesel, Eldar and Hero 2010, equation 23), on the correlations.</summary>
/// <remarks>
/// The paper is about covariances, of which the weight comes close to the best one. Correlations vary less between samples than covariances of unit scale do, so that the weight is too large rather
/// than too small for them: 0.34 where 0.23 is best, for 25 draws of 30 coordinates with correlations 0.8^|i - j|.
/// </remarks>
internal static class CorrelationShrinkage
{
    /// <summary>The weight of the identity, in [0, 1]; 1 when the draws say nothing of correlations.</summary>
    /// <param name="draws">At least three draws.</param>
    /// <param name="dimension">p, the number of coordinates.</param>
    public static double Intensity(RunningCovariance draws, int dimension)
    {
        double squares = 0;
        for (int row = 0; row < dimension; row++)
        {
            for (int column = 0; column < dimension; column++)
            {
                double product = draws.Covariance(row, row) * draws.Covariance(column, column);
                double correlation = row == column ? 1 : draws.Covariance(row, column) / Math.Sqrt(product);
                squares += double.IsFinite(correlation) ? correlation * correlation : 0;
            }
        }

        // tr R = p; the mean was estimated, which costs one draw.
        double p = dimension;
        double n = draws.Count - 1;
        double intensity = (((1 - (2 / p)) * squares) + (p * p)) / ((n + 1 - (2 / p)) * (squares - p));
        return intensity is >= 0 and < 1 ? intensity : 1;
    }
}
