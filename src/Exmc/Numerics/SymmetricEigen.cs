// Eigenvalues and eigenvectors of small dense symmetric matrices.
namespace Exmc.Numerics;

/// <summary>
/// A = V diag(values) V', by Householder's reduction to tridiagonal form and the implicit QL method (Golub and Van Loan 2013, sections 8.3 and 8.4;
/// Bowdler, Martin, Reinsch and Wilkinson 1968). About 9 n^3 operations.
/// </summary>
internal static class SymmetricEigen
{
    private const int LargestRounds = 60;

    /// <summary>Factors a symmetric matrix in place.</summary>
    /// <param name="n">Order of the matrix.</param>
    /// <param name="matrix">The matrix by rows, n x n; receives the eigenvectors, one per row, orthonormal.</param>
    /// <param name="values">Receives the eigenvalues, in the order of the rows, length n.</param>
    /// <returns>False when a number is not finite or the iteration does not end.</returns>
    public static bool TryFactor(int n, Span<double> matrix, Span<double> values)
    {
        foreach (double entry in matrix[..(n * n)])
        {
            if (!double.IsFinite(entry))
            {
                return false;
            }
        }

        if (n == 0)
        {
            return true;
        }

        double[] off = new double[n];
        Reduce(n, matrix, values, off);
        return TryDiagonalize(n, matrix, values, off);
    }

    /// <summary>Factors a symmetric matrix in place, as <see cref="TryFactor"/> does; false too when an eigenvalue is not positive.</summary>
    public static bool TryFactorPositive(int n, Span<double> matrix, Span<double> values)
    {
        bool positive = TryFactor(n, matrix, values);
        foreach (double value in values)
        {
            positive &= value > 0;
        }

        return positive;
    }

    // Householder reflections from the last row upwards; then the rows of the matrix become those of the transposed product of all of them.
    private static void Reduce(int n, Span<double> a, Span<double> diagonal, Span<double> off)
    {
        Span<double> norms = n <= 64 ? stackalloc double[n] : new double[n];
        Span<double> p = n <= 64 ? stackalloc double[n] : new double[n];
        for (int i = n - 1; i > 0; i--)
        {
            Span<double> u = a.Slice(i * n, i);
            double tail = Rows.Dot(u[..^1], u[..^1]);
            if (tail == 0)
            {
                off[i] = u[i - 1];
                norms[i] = 0;
                continue;
            }

            // u - +-|u| e: the reflection that leaves only the last element.
            double size = Math.Sqrt(tail + (u[i - 1] * u[i - 1]));
            double left = u[i - 1] > 0 ? -size : size;
            off[i] = left;
            double half = (size * size) - (left * u[i - 1]);
            u[i - 1] -= left;
            norms[i] = half;

            // p = A u / half, with A symmetric and kept in its lower triangle.
            Span<double> product = p[..i];
            product.Clear();
            for (int row = 0; row < i; row++)
            {
                ReadOnlySpan<double> entries = a.Slice(row * n, row);
                product[row] += Rows.Dot(entries, u[..row]) + (a[(row * n) + row] * u[row]);
                Rows.Add(product[..row], u[row], entries);
            }

            double along = 0;
            for (int k = 0; k < i; k++)
            {
                product[k] /= half;
                along += product[k] * u[k];
            }

            // A - u q' - q u' with q = p - (p'u / 2 half) u.
            Rows.Add(product, -along / (2 * half), u);
            for (int row = 0; row < i; row++)
            {
                Span<double> entries = a.Slice(row * n, row + 1);
                Rows.Add(entries, -u[row], product[..(row + 1)]);
                Rows.Add(entries, -product[row], u[..(row + 1)]);
            }
        }

        off[0] = 0;
        Accumulate(n, a, diagonal, norms);
    }

    // Q = H(n-1) ... H(1), built from the inside, transposed, in the place of the vectors that define it.
    private static void Accumulate(int n, Span<double> a, Span<double> diagonal, ReadOnlySpan<double> norms)
    {
        Span<double> u = n <= 64 ? stackalloc double[n] : new double[n];
        for (int i = 0; i < n; i++)
        {
            diagonal[i] = a[(i * n) + i];
            a.Slice(i * n, i).CopyTo(u);
            a.Slice(i * n, n).Clear();
            a[(i * n) + i] = 1;
            for (int row = 0; row < i; row++)
            {
                a[(row * n) + i] = 0;
            }

            if (i > 0 && norms[i] != 0)
            {
                // The rows of the transposed product so far, each reflected.
                for (int row = 0; row < i; row++)
                {
                    Span<double> entries = a.Slice(row * n, i);
                    Rows.Add(entries, -Rows.Dot(entries, u[..i]) / norms[i], u[..i]);
                }
            }
        }
    }

    private static bool TryDiagonalize(int n, Span<double> v, Span<double> d, Span<double> e)
    {
        for (int i = 1; i < n; i++)
        {
            e[i - 1] = e[i];
        }

        e[n - 1] = 0;

        for (int l = 0; l < n; l++)
        {
            for (int round = 0; ; round++)
            {
                int m = l;
                while (m < n - 1 && Math.Abs(e[m]) > 1.1e-16 * (Math.Abs(d[m]) + Math.Abs(d[m + 1])))
                {
                    m++;
                }

                if (m == l)
                {
                    break;
                }

                if (round == LargestRounds)
                {
                    return false;
                }

                Sweep(n, l, m, v, d, e);
            }
        }

        return true;
    }

    // The careful form costs more than the rest of a rotation, and is needed only where a square would leave the range of numbers.
    private static double Norm(double x, double y)
    {
        double square = (x * x) + (y * y);
        return square is > 1e-250 and < 1e250 ? Math.Sqrt(square) : double.Hypot(x, y);
    }

    // One implicit QL sweep over the rows l to m, with Wilkinson's shift.
    private static void Sweep(int n, int l, int m, Span<double> v, Span<double> d, Span<double> e)
    {
        double ratio = (d[l + 1] - d[l]) / (2 * e[l]);
        double root = Norm(ratio, 1);
        double g = d[m] - d[l] + (e[l] / (ratio + (ratio >= 0 ? root : -root)));
        double sine = 1;
        double cosine = 1;
        double shift = 0;
        for (int i = m - 1; i >= l; i--)
        {
            double f = sine * e[i];
            double b = cosine * e[i];
            double r = Norm(f, g);
            e[i + 1] = r;
            if (r == 0)
            {
                d[i + 1] -= shift;
                e[m] = 0;
                return;
            }

            sine = f / r;
            cosine = g / r;
            g = d[i + 1] - shift;
            r = ((d[i] - g) * sine) + (2 * cosine * b);
            shift = sine * r;
            d[i + 1] = g + shift;
            g = (cosine * r) - b;
            Rows.Rotate(v.Slice(i * n, n), v.Slice((i + 1) * n, n), cosine, sine);
        }

        d[l] -= shift;
        e[l] = g;
        e[m] = 0;
    }
}
