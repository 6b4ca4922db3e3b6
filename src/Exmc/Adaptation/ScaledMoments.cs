// First and second moments of a part of a window, in scaled coordinates or along a few directions.
using Exmc.Numerics;

namespace Exmc;

/// <summary>Means and covariances of draws x / s and scores s g over rows of a window, along the rows of a basis; m of them, or all d coordinates.</summary>
internal sealed class ScaledMoments
{
    private readonly double[] _meanDraw;
    private readonly double[] _meanScore;

    private ScaledMoments(int size, int count)
    {
        (Size, Count) = (size, count);
        _meanDraw = new double[size];
        _meanScore = new double[size];
        Draws = new double[size * size];
        Scores = new double[size * size];
    }

    /// <summary>m.</summary>
    public int Size { get; }

    /// <summary>n, the number of rows.</summary>
    public int Count { get; }

    /// <summary>Covariance of the draws by rows, divisor n.</summary>
    public double[] Draws { get; }

    /// <summary>Covariance of the scores by rows, divisor n.</summary>
    public double[] Scores { get; }

    public ReadOnlySpan<double> MeanScore => _meanScore;

    /// <param name="window">Where the rows are.</param>
    /// <param name="rows">Which rows; at least one.</param>
    /// <param name="scales">s, length d.</param>
    /// <param name="basis">Orthonormal rows, m x d; null for the coordinates themselves.</param>
    public static ScaledMoments Of(ScoreWindow window, Range rows, ReadOnlySpan<double> scales, double[]? basis)
    {
        int d = window.Dimension;
        (int first, int count) = rows.GetOffsetAndLength(window.Count);
        int size = basis is null ? d : basis.Length / d;
        ScaledMoments moments = new(size, count);
        double[] draws = new double[count * size];
        double[] scores = new double[count * size];
        double[] scaled = new double[d];
        for (int row = 0; row < count; row++)
        {
            Scale(window.Draw(first + row), scales, inverse: true, scaled);
            Project(scaled, basis, draws.AsSpan(row * size, size));
            Scale(window.Score(first + row), scales, inverse: false, scaled);
            Project(scaled, basis, scores.AsSpan(row * size, size));
        }

        Summarize(draws, count, moments._meanDraw, moments.Draws);
        Summarize(scores, count, moments._meanScore, moments.Scores);
        return moments;
    }

    /// <summary>The moments of these rows and others along the same directions: the means of both, and what lies between them.</summary>
    public ScaledMoments With(ScaledMoments others)
    {
        ScaledMoments all = new(Size, Count + others.Count);
        double share = (double)Count / all.Count;
        Mix(share, _meanDraw, others._meanDraw, all._meanDraw);
        Mix(share, _meanScore, others._meanScore, all._meanScore);
        Mix(share, Draws, others.Draws, all.Draws);
        Mix(share, Scores, others.Scores, all.Scores);
        AddBetween(share, _meanDraw, others._meanDraw, all.Draws);
        AddBetween(share, _meanScore, others._meanScore, all.Scores);
        return all;
    }

    /// <summary>Second moments of draws and scores along a direction, about the means of other rows.</summary>
    /// <param name="direction">Unit vector of length m.</param>
    /// <param name="others">The rows that give the means.</param>
    public (double Draws, double Scores) Along(ReadOnlySpan<double> direction, ScaledMoments others)
    {
        double draw = Rows.Dot(direction, _meanDraw) - Rows.Dot(direction, others._meanDraw);
        double score = Rows.Dot(direction, _meanScore) - Rows.Dot(direction, others._meanScore);
        return (Form(Draws, direction) + (draw * draw), Form(Scores, direction) + (score * score));
    }

    /// <summary>scaled = row / scales or row * scales.</summary>
    public static void Scale(ReadOnlySpan<double> row, ReadOnlySpan<double> scales, bool inverse, Span<double> scaled)
    {
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = inverse ? row[i] / scales[i] : row[i] * scales[i];
        }
    }

    private static void Project(double[] scaled, double[]? basis, Span<double> result)
    {
        if (basis is null)
        {
            scaled.CopyTo(result);
            return;
        }

        for (int k = 0; k < result.Length; k++)
        {
            result[k] = Rows.Dot(basis.AsSpan(k * scaled.Length, scaled.Length), scaled);
        }
    }

    private static void Summarize(double[] values, int count, double[] mean, double[] covariance)
    {
        int size = mean.Length;
        double share = 1.0 / count;
        for (int row = 0; row < count; row++)
        {
            Rows.Add(mean, share, values.AsSpan(row * size, size));
        }

        for (int row = 0; row < count; row++)
        {
            Span<double> deviation = values.AsSpan(row * size, size);
            Rows.Add(deviation, -1, mean);
            for (int i = 0; i < size; i++)
            {
                Rows.Add(covariance.AsSpan(i * size, size), deviation[i] * share, deviation);
            }
        }
    }

    private static void Mix(double share, double[] own, double[] others, double[] result)
    {
        Rows.Add(result, share, own);
        Rows.Add(result, 1 - share, others);
    }

    // The covariance of two points at the means.
    private static void AddBetween(double share, double[] own, double[] others, double[] covariance)
    {
        double[] apart = [.. own];
        Rows.Add(apart, -1, others);
        for (int i = 0; i < apart.Length; i++)
        {
            Rows.Add(covariance.AsSpan(i * apart.Length, apart.Length), share * (1 - share) * apart[i], apart);
        }
    }

    private static double Form(double[] matrix, ReadOnlySpan<double> direction)
    {
        double sum = 0;
        for (int i = 0; i < direction.Length; i++)
        {
            sum += direction[i] * Rows.Dot(matrix.AsSpan(i * direction.Length, direction.Length), direction);
        }

        return sum;
    }
}
