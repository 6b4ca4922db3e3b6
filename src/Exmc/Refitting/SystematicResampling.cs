// Equal weights from unequal ones.
namespace Exmc;

/// <summary>Systematic resampling (Kitagawa 1996, Journal of Computational and Graphical Statistics 5).</summary>
internal static class SystematicResampling
{
    /// <summary>Chooses draws so that each is copied its weight times the number wanted, rounded up or down.</summary>
    /// <param name="logWeights">Normalised log weights.</param>
    /// <param name="uniform">In (0, 1): the only random number.</param>
    /// <param name="chosen">Receives indices in increasing order, so that draws keep the order of their chain.</param>
    public static void Choose(ReadOnlySpan<double> logWeights, double uniform, Span<int> chosen)
    {
        double cumulated = Math.Exp(logWeights[0]);
        int draw = 0;
        for (int k = 0; k < chosen.Length; k++)
        {
            double threshold = (k + uniform) / chosen.Length;
            while (cumulated < threshold && draw < logWeights.Length - 1)
            {
                cumulated += Math.Exp(logWeights[++draw]);
            }

            chosen[k] = draw;
        }
    }
}
