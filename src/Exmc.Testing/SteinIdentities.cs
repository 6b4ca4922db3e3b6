// Two identities between draws and the score of their density.
namespace Exmc.Testing;

/// <summary>
/// For draws u of a density with score s that falls off at both ends, E s = 0 and E u s = -1 in each coordinate (Stein 1972). A missing Jacobian
/// moves the first, a wrong scale the second.
/// </summary>
internal sealed class SteinIdentities(int dimension)
{
    /// <summary>Standard errors of a mean: all coordinates together exceed them by chance once in 10^5 runs of 20 coordinates.</summary>
    private const double Bound = 5.5;

    private readonly double[] _sums = new double[2 * dimension];
    private readonly double[] _squares = new double[2 * dimension];

    /// <summary>Draws so far.</summary>
    public int Count { get; private set; }

    public void Add(double[] position, double[] score)
    {
        Count++;
        for (int k = 0; k < dimension; k++)
        {
            Add(2 * k, score[k]);
            Add((2 * k) + 1, (position[k] * score[k]) + 1);
        }
    }

    /// <summary>The first coordinate that breaks an identity, with what it breaks; null when none does.</summary>
    public (int Coordinate, string Reason)? Failure()
    {
        for (int place = 0; place < _sums.Length; place++)
        {
            double mean = _sums[place] / Count;
            double error = Math.Sqrt(Math.Max(0, (_squares[place] / Count) - (mean * mean)) / Count);
            if (!(Math.Abs(mean) <= (Bound * error) + 1e-6))
            {
                string what = place % 2 == 0 ? "the mean score is" : "the mean of coordinate times score, plus one, is";
                return (place / 2, FormattableString.Invariant($"{what} {mean:G4} over {Count} draws of the prior, where 0 is due (standard error {error:G2})"));
            }
        }

        return null;
    }

    private void Add(int place, double value)
    {
        _sums[place] += value;
        _squares[place] += value * value;
    }
}
