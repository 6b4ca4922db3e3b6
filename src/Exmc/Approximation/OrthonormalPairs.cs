// The span of the pairs of a limited-memory method and its inverse Hessian estimate there.
using Exmc.Numerics;

namespace Exmc;

/// <summary>
/// An orthonormal basis Q of the scaled pairs [A Y, A^-1 S], A the square root of the initial inverse Hessian's diagonal, and the coefficients of the
/// pairs in it. In the coordinates x / a the inverse Hessian estimate is I + Q (M - I) Q'.
/// </summary>
internal sealed class OrthonormalPairs
{
    // Columns whose part outside the span of the earlier ones is smaller are taken to lie in it.
    private const double RankTolerance = 1e-9;
    private readonly int _dimension;
    private readonly int _count;

    // Rows of length d: changes, then steps; the basis; rows of coefficients as long as the largest rank.
    private readonly double[] _columns;
    private readonly double[] _basis;
    private readonly double[] _coefficients;
    private readonly int[] _lengths;

    /// <summary>Scales the pairs and makes the basis.</summary>
    /// <param name="pairs">Steps and changes of the negative gradient, length d each, oldest first.</param>
    /// <param name="scale">Length d, positive.</param>
    public OrthonormalPairs(IReadOnlyList<(double[] Step, double[] Change)> pairs, double[] scale)
    {
        (_dimension, _count) = (scale.Length, pairs.Count);
        int largestRank = Math.Min(2 * _count, _dimension);
        _columns = new double[2 * _count * _dimension];
        _basis = new double[largestRank * _dimension];
        _coefficients = new double[2 * _count * largestRank];
        _lengths = new int[2 * _count];
        for (int j = 0; j < _count; j++)
        {
            (double[] step, double[] change) = pairs[j];
            Span<double> scaledChange = Column(j), scaledStep = Column(_count + j);
            for (int i = 0; i < scale.Length; i++)
            {
                scaledChange[i] = change[i] * scale[i];
                scaledStep[i] = step[i] / scale[i];
            }
        }

        Span<double> rest = new double[_dimension];
        for (int j = 0; j < _lengths.Length; j++)
        {
            Project(j, rest);
        }
    }

    /// <summary>The number of directions, at most the smaller of d and twice the number of pairs.</summary>
    public int Rank { get; private set; }

    /// <summary>One direction of the basis, length d, of norm one.</summary>
    public ReadOnlySpan<double> Direction(int k) => _basis.AsSpan(k * _dimension, _dimension);

    /// <summary>M by rows, rank x rank (Byrd, Nocedal and Schnabel 1994, theorem 2.2).</summary>
    public double[] Core()
    {
        int r = Rank;
        double[] core = new double[r * r];
        for (int k = 0; k < r; k++)
        {
            core[(k * r) + k] = 1;
        }

        // With R the upper triangle of S'Y, E its diagonal and V = S R'^-1: inverse Hessian I - V Y' - Y V' + V (E + Y'Y) V'.
        double[] products = new double[_count * _count];
        for (int i = 0; i < _count; i++)
        {
            for (int j = i; j < _count; j++)
            {
                products[(i * _count) + j] = Rows.Dot(Column(_count + i), Column(j));
            }
        }

        double[] v = new double[_count * r];
        Span<double> row = stackalloc double[_count];
        for (int j = 0; j < _count; j++)
        {
            InverseRow(products, row, j);
            for (int k = j; k < _count; k++)
            {
                Rows.Add(v.AsSpan(j * r, _lengths[_count + k]), row[k], Coefficients(_count + k));
            }
        }

        // I + (V (E + Y'Y) - Y) V' - V Y', column by column of V.
        double[] middle = Middle(products);
        double[] left = new double[r];
        for (int j = 0; j < _count; j++)
        {
            Array.Clear(left);
            Rows.Add(left.AsSpan(0, _lengths[j]), -1, Coefficients(j));
            for (int i = 0; i < _count; i++)
            {
                Rows.Add(left, middle[(j * _count) + i], v.AsSpan(i * r, r));
            }

            ReadOnlySpan<double> vj = v.AsSpan(j * r, r);
            AddOuter(core, left, vj, 1);
            AddOuter(core, vj, Coefficients(j), -1);
        }

        return core;
    }

    // E + Y'Y by rows.
    private double[] Middle(double[] products)
    {
        double[] middle = new double[_count * _count];
        for (int i = 0; i < _count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                middle[(i * _count) + j] = middle[(j * _count) + i] = Rows.Dot(Column(i), Column(j));
            }

            middle[(i * _count) + i] += products[(i * _count) + i];
        }

        return middle;
    }

    private Span<double> Column(int j) => _columns.AsSpan(j * _dimension, _dimension);

    private Span<double> Coefficients(int j) => _coefficients.AsSpan(j * Math.Min(2 * _count, _dimension), _lengths[j]);

    /// <summary>Coefficients of a column in the basis, which grows by its direction outside; projected twice against rounding.</summary>
    private void Project(int j, Span<double> rest)
    {
        ReadOnlySpan<double> column = Column(j);
        column.CopyTo(rest);
        _lengths[j] = Rank;
        Span<double> coefficients = Coefficients(j);
        for (int round = 0; round < 2; round++)
        {
            for (int k = 0; k < Rank; k++)
            {
                double product = Rows.Dot(Direction(k), rest);
                coefficients[k] += product;
                Rows.Add(rest, -product, Direction(k));
            }
        }

        double norm = Math.Sqrt(Rows.Dot(rest, rest));
        if (Rank < _dimension && norm > RankTolerance * Math.Sqrt(Rows.Dot(column, column)))
        {
            Span<double> direction = _basis.AsSpan(Rank * _dimension, _dimension);
            for (int i = 0; i < direction.Length; i++)
            {
                direction[i] = rest[i] / norm;
            }

            _lengths[j] = ++Rank;
            Coefficients(j)[^1] = norm;
        }
    }

    /// <summary>Row j of the inverse of the upper triangle of S'Y: x with x R = e_j, zero before j.</summary>
    private void InverseRow(ReadOnlySpan<double> products, Span<double> row, int j)
    {
        for (int k = j; k < _count; k++)
        {
            double sum = k == j ? 1 : 0;
            for (int i = j; i < k; i++)
            {
                sum -= row[i] * products[(i * _count) + k];
            }

            row[k] = sum / products[(k * _count) + k];
        }
    }

    private void AddOuter(Span<double> matrix, ReadOnlySpan<double> left, ReadOnlySpan<double> right, double factor)
    {
        for (int i = 0; i < left.Length; i++)
        {
            Rows.Add(matrix.Slice(i * Rank, right.Length), factor * left[i], right);
        }
    }
}
