// Iterates at one step size, until their average is known well enough.
namespace Exmc;

/// <summary>
/// Windows of iterates at one step size. They are stationary when R-hat of the windows in the later half is at most 1.1, and their average is
/// the result when its Monte Carlo error is small (Dhaka et al. 2020, arXiv:2009.00666; Welandawe et al. 2024, JMLR 25, "A framework for
/// improving the reliability of black-box variational inference").
/// </summary>
internal sealed class AdviStage(double tolerance, int window)
{
    private const int FewestWindows = 4;
    private const int EnoughWindows = 40;
    private const double LargestRHat = 1.1;

    // A spread of this share of the tolerance is settled, whatever its trend.
    private const double NegligibleSpread = 0.1;
    private const double LargestError = 0.25;
    private readonly List<(double[] Mean, double[] Variance)> _windows = [];
    private RunningMoments? _moments;

    /// <summary>Adds an iterate.</summary>
    /// <returns>Whether the stage is over.</returns>
    public bool Add(VariationalNormal iterate)
    {
        RunningMoments moments = _moments ??= new(iterate.Parameters.Length);
        moments.Add(iterate.Parameters);
        if (moments.Count < window)
        {
            return false;
        }

        _windows.Add((moments.Mean.ToArray(), [.. Enumerable.Range(0, iterate.Parameters.Length).Select(moments.Variance)]));
        moments.Reset();
        return _windows.Count >= 2 * FewestWindows && Judge(iterate);
    }

    /// <summary>Whether the Monte Carlo errors of the average are small enough.</summary>
    public bool IsPrecise { get; private set; }

    /// <summary>Average over the later half of the windows; null before the first is full.</summary>
    public double[]? Average => _windows.Count == 0 ? null : [.. Enumerable.Range(0, _windows[0].Mean.Length).Select(k => Later.Average(w => w.Mean[k]))];

    private IEnumerable<(double[] Mean, double[] Variance)> Later => _windows.Skip(_windows.Count / 2);

    private bool Judge(VariationalNormal iterate)
    {
        (double[] Mean, double[] Variance)[] later = [.. Later];
        double[] means = new double[later.Length];
        bool isStationary = true;
        IsPrecise = true;
        for (int k = 0; k < iterate.Parameters.Length && isStationary; k++)
        {
            double within = 0;
            for (int w = 0; w < later.Length; w++)
            {
                means[w] = later[w].Mean[k];
                within += later[w].Variance[k] / later.Length;
            }

            double between = Moments.Variance(means);
            double unit = iterate.Unit(k);
            bool isSettled = Math.Sqrt(between) <= NegligibleSpread * tolerance * unit;
            isStationary = isSettled || (within * (window - 1) / window) + between <= LargestRHat * LargestRHat * within;
            IsPrecise &= Math.Sqrt(between / later.Length) <= LargestError * tolerance * unit;
        }

        IsPrecise &= isStationary;

        // A stage that is noisy for long has too large a step size: a smaller one costs less.
        return isStationary && (IsPrecise || _windows.Count >= EnoughWindows);
    }
}
