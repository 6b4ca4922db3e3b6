// The directions in which draws and scores of a window vary most.
using Exmc.Numerics;

namespace Exmc;

/// <summary>An orthonormal basis of the leading right singular vectors of the scaled, centred draws and of the scores (thin SVD by the rows' products).</summary>
internal static class LeadingDirections
{
    // Rows of which singular vectors are taken; of more, every second, third, ... row is enough, as the eigenvalues cost their cube.
    private const int MostRows = 96;

    // Directions whose part outside the earlier ones is smaller are taken to lie in their span.
    private const double RankTolerance = 1e-6;

    /// <param name="window">Draws and scores.</param>
    /// <param name="rows">Which rows of the window.</param>
    /// <param name="scales">Scale of each coordinate.</param>
    /// <param name="most">Most directions of draws, and as many of scores.</param>
    /// <returns>Orthonormal rows of length d; null when an eigenvalue iteration failed.</returns>
    public static double[]? Of(ScoreWindow window, Range rows, ReadOnlySpan<double> scales, int most)
    {
        List<double[]> basis = [];
        return TryAdd(basis, window, rows, scales, most, scores: false) && TryAdd(basis, window, rows, scales, most, scores: true)
            ? [.. basis.SelectMany(direction => direction)]
            : null;
    }

    private static bool TryAdd(List<double[]> basis, ScoreWindow window, Range rows, ReadOnlySpan<double> scales, int most, bool scores)
    {
        int d = window.Dimension;
        (int first, int all) = rows.GetOffsetAndLength(window.Count);
        int thinning = (all + MostRows - 1) / MostRows;
        int count = all / thinning;
        double[] values = new double[count * d];
        double[] mean = new double[d];
        for (int row = 0; row < count; row++)
        {
            Span<double> scaled = values.AsSpan(row * d, d);
            ScaledMoments.Scale(scores ? window.Score(first + (row * thinning)) : window.Draw(first + (row * thinning)), scales, !scores, scaled);
            Rows.Add(mean, 1.0 / count, scaled);
        }

        double[] products = new double[count * count];
        for (int row = 0; row < count; row++)
        {
            Span<double> centred = values.AsSpan(row * d, d);
            Rows.Add(centred, -1, mean);
            for (int other = 0; other <= row; other++)
            {
                products[(row * count) + other] = products[(other * count) + row] = Rows.Dot(centred, values.AsSpan(other * d, d));
            }
        }

        double[] squares = new double[count];
        if (!SymmetricEigen.TryFactor(count, products, squares))
        {
            return false;
        }

        int[] order = [.. Enumerable.Range(0, count).OrderByDescending(k => squares[k]).Take(Math.Min(most, count - 1))];
        foreach (int k in order)
        {
            double[] direction = new double[d];
            for (int row = 0; row < count; row++)
            {
                Rows.Add(direction, products[(k * count) + row], values.AsSpan(row * d, d));
            }

            Append(basis, direction);
        }

        return true;
    }

    // Gram-Schmidt, twice against rounding.
    private static void Append(List<double[]> basis, double[] direction)
    {
        double before = Math.Sqrt(Rows.Dot(direction, direction));
        for (int round = 0; round < 2; round++)
        {
            foreach (double[] earlier in basis)
            {
                Rows.Add(direction, -Rows.Dot(earlier, direction), earlier);
            }
        }

        double rest = Math.Sqrt(Rows.Dot(direction, direction));
        if (basis.Count < direction.Length && rest > RankTolerance * before)
        {
            for (int i = 0; i < direction.Length; i++)
            {
                direction[i] /= rest;
            }

            basis.Add(direction);
        }
    }
}
