// The directions in which draws and scores of a window vary most.
using Exmc.Numerics;

namespace Exmc;

/// <summary>An orthonormal basis of the leading right singular vectors of the scaled, centred draws and of the scores (thin SVD by the rows' products).</summary>
internal static class LeadingDirections
{
    // Order of the largest matrix whose eigenvalues are taken, as they cost its cube: the products of rows, or those of coordinates when there are fewer of
    // them. Where both are more, every second, third, ... row is used.
    private const int LargestOrder = 128;

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
        bool byCoordinates = d <= LargestOrder && d < all;
        int thinning = byCoordinates ? 1 : (all + LargestOrder - 1) / LargestOrder;
        int count = all / thinning;
        double[] values = new double[count * d];
        double[] mean = new double[d];
        for (int row = 0; row < count; row++)
        {
            Span<double> scaled = values.AsSpan(row * d, d);
            ScaledMoments.Scale(scores ? window.Score(first + (row * thinning)) : window.Draw(first + (row * thinning)), scales, !scores, scaled);
            Rows.Add(mean, 1.0 / count, scaled);
        }

        for (int row = 0; row < count; row++)
        {
            Rows.Add(values.AsSpan(row * d, d), -1, mean);
        }

        int order = byCoordinates ? d : count;
        double[] products = byCoordinates ? ProductsOfCoordinates(values, count, d) : ProductsOfRows(values, count, d);
        double[] squares = new double[order];
        if (!SymmetricEigen.TryFactor(order, products, squares))
        {
            return false;
        }

        foreach (int k in Enumerable.Range(0, order).OrderByDescending(k => squares[k]).Take(Math.Min(most, Math.Min(count - 1, d))))
        {
            ReadOnlySpan<double> vector = products.AsSpan(k * order, order);
            double[] direction = new double[d];
            if (byCoordinates)
            {
                vector.CopyTo(direction);
            }

            for (int row = 0; row < count && !byCoordinates; row++)
            {
                Rows.Add(direction, vector[row], values.AsSpan(row * d, d));
            }

            Append(basis, direction);
        }

        return true;
    }

    private static double[] ProductsOfRows(double[] values, int count, int d)
    {
        double[] products = new double[count * count];
        for (int row = 0; row < count; row++)
        {
            for (int other = 0; other <= row; other++)
            {
                products[(row * count) + other] = products[(other * count) + row] = Rows.Dot(values.AsSpan(row * d, d), values.AsSpan(other * d, d));
            }
        }

        return products;
    }

    private static double[] ProductsOfCoordinates(double[] values, int count, int d)
    {
        double[] products = new double[d * d];
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<double> centred = values.AsSpan(row * d, d);
            for (int i = 0; i < d; i++)
            {
                Rows.Add(products.AsSpan(i * d, d), centred[i], centred);
            }
        }

        return products;
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
