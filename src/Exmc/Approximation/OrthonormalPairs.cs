// The span of the pairs of a limited-memory method and its inverse Hessian estimate there.
using System.Numerics;
using Exmc.Numerics;

namespace Exmc;

/// <summary>
/// An orthonormal basis Q of the scaled pairs [A Y, A^-1 S], A the square root of the initial inverse Hessian's diagonal, and the coefficients of the
/// pairs in it. In the coordinates x / a the inverse Hessian estimate is I + Q (M - I) Q'. Made anew by each <see cref="Span"/>, in the same memory.
/// </summary>
/// <param name="dimension">d.</param>
/// <param name="capacity">Most pairs.</param>
internal sealed class OrthonormalPairs(int dimension, int capacity)
{
    // Columns whose part outside the span of the earlier ones is smaller are taken to lie in it.
    private const double RankTolerance = 1e-9;

    // Pairs there is room for at first; for more it is doubled.
    private const int FewPairs = 8;
    private readonly double[] _rest = new double[dimension];
    private int _count;
    private double[] _basis = [];

    // Rows of length d: changes, then steps. Rows of coefficients as long as the largest rank.
    private double[] _columns = [];
    private double[] _coefficients = [];
    private int[] _lengths = [];
    private double[] _core = [];
    private double[] _products = [];
    private double[] _middle = [];
    private double[] _v = [];
    private double[] _left = [];

    /// <summary>The number of directions, at most the smaller of d and twice the number of pairs.</summary>
    public int Rank { get; private set; }

    /// <summary>Scales the pairs and makes the basis.</summary>
    /// <param name="pairs">Steps and changes of the negative gradient, length d each, oldest first.</param>
    /// <param name="scale">Length d, positive.</param>
    /// <param name="basis">Gets the directions by rows, of norm one; made larger when they do not fit.</param>
    public void Span(IReadOnlyList<(double[] Step, double[] Change)> pairs, double[] scale, ref double[] basis)
    {
        _count = pairs.Count;
        Rank = 0;
        MakeRoom(ref basis);
        _basis = basis;
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

        Array.Clear(_coefficients);
        for (int j = 0; j < 2 * _count; j++)
        {
            Project(j, _rest);
        }
    }

    /// <summary>M by rows, rank x rank (Byrd, Nocedal and Schnabel 1994, theorem 2.2); overwritten by the next.</summary>
    public ReadOnlySpan<double> Core()
    {
        int r = Rank;
        Span<double> core = _core.AsSpan(0, r * r);
        core.Clear();
        for (int k = 0; k < r; k++)
        {
            core[(k * r) + k] = 1;
        }

        // With R the upper triangle of S'Y, E its diagonal and V = S R'^-1: inverse Hessian I - V Y' - Y V' + V (E + Y'Y) V'.
        for (int i = 0; i < _count; i++)
        {
            for (int j = i; j < _count; j++)
            {
                _products[(i * _count) + j] = Rows.Dot(Column(_count + i), Column(j));
            }
        }

        Span<double> v = _v.AsSpan(0, _count * r);
        v.Clear();
        Span<double> row = stackalloc double[_count];
        for (int j = 0; j < _count; j++)
        {
            InverseRow(_products, row, j);
            for (int k = j; k < _count; k++)
            {
                Rows.Add(v.Slice(j * r, _lengths[_count + k]), row[k], Coefficients(_count + k));
            }
        }

        // I + (V (E + Y'Y) - Y) V' - V Y', column by column of V.
        FillMiddle();
        Span<double> left = _left.AsSpan(0, r);
        for (int j = 0; j < _count; j++)
        {
            left.Clear();
            Rows.Add(left[.._lengths[j]], -1, Coefficients(j));
            for (int i = 0; i < _count; i++)
            {
                Rows.Add(left, _middle[(j * _count) + i], v.Slice(i * r, r));
            }

            ReadOnlySpan<double> vj = v.Slice(j * r, r);
            AddOuter(core, left, vj, 1);
            AddOuter(core, vj, Coefficients(j), -1);
        }

        return core;
    }

    private void MakeRoom(ref double[] basis)
    {
        if (2 * _count > _lengths.Length)
        {
            int pairs = Math.Min(capacity, (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(_count, FewPairs)));
            int rank = Math.Min(2 * pairs, dimension);
            _columns = new double[2 * pairs * dimension];
            _coefficients = new double[2 * pairs * rank];
            _lengths = new int[2 * pairs];
            _core = new double[rank * rank];
            _products = new double[pairs * pairs];
            _middle = new double[pairs * pairs];
            _v = new double[pairs * rank];
            _left = new double[rank];
        }

        int directions = Math.Min(_lengths.Length, dimension);
        if (basis.Length < directions * dimension)
        {
            basis = new double[directions * dimension];
        }
    }

    // E + Y'Y by rows.
    private void FillMiddle()
    {
        for (int i = 0; i < _count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                _middle[(i * _count) + j] = _middle[(j * _count) + i] = Rows.Dot(Column(i), Column(j));
            }

            _middle[(i * _count) + i] += _products[(i * _count) + i];
        }
    }

    private Span<double> Column(int j) => _columns.AsSpan(j * dimension, dimension);

    private ReadOnlySpan<double> Direction(int k) => _basis.AsSpan(k * dimension, dimension);

    private Span<double> Coefficients(int j) => _coefficients.AsSpan(j * Math.Min(2 * _count, dimension), _lengths[j]);

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
        if (Rank < dimension && norm > RankTolerance * Math.Sqrt(Rows.Dot(column, column)))
        {
            Span<double> direction = _basis.AsSpan(Rank * dimension, dimension);
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
