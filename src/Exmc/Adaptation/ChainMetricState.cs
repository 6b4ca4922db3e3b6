// What is saved of a metric and of what it is learnt from.
namespace Exmc;

internal sealed partial class ChainMetric
{
    /// <summary>Whether a stored metric of that shape has as many numbers.</summary>
    public static bool HasLength(MetricKind kind, int length, int dimension) => kind switch
    {
        MetricKind.Diagonal => length == dimension,
        MetricKind.Dense => length == dimension * dimension,
        MetricKind.LowRank => LowRankTransform.Rank(length, dimension) >= 0,
        _ => false,
    };

    public void Write(StateWriter writer)
    {
        writer.Begin("metric");
        writer.Integer("kind", (int)Kind);
        writer.Integer("rank", Rank);
        writer.Real("held_out_gain", HeldOutGain);
        writer.Integer("fewest_draws", FewestDraws);
        writer.Reals("diagonal", _diagonal);
        writer.Reals("matrix", _matrix);
        WritePart(writer, "older", _older, (window, to) => window.Write(to));
        WritePart(writer, "newer", _newer, (window, to) => window.Write(to));
        WritePart(writer, "scores", _scores, (window, to) => window.Write(to));
        WritePart(writer, "covariance", _covariance, (covariance, to) => covariance.Write(to));
        WritePart(writer, "settling", _settling, (test, to) => test.Write(to));
        writer.End();
    }

    /// <summary>Takes over what was saved. The phase space is read after this: it knows the exact place of the chain in the metric's coordinates.</summary>
    public void Read(StateReader reader)
    {
        int dimension = _space.Dimension;
        reader.Begin("metric");
        MetricKind kind = (MetricKind)reader.Integer("kind", 0, (int)MetricKind.LowRank);
        int rank = reader.Integer("rank", 0, dimension);
        double gain = reader.Real("held_out_gain");
        FewestDraws = reader.Integer("fewest_draws", 0, int.MaxValue);
        reader.Reals("diagonal", _diagonal);
        UseStored(reader, kind, reader.Reals("matrix"));
        (Rank, HeldOutGain) = (rank, gain);
        _older = ReadPart(reader, "older", () => new MetricWindow(dimension), (window, from) => window.Read(from));
        _newer = ReadPart(reader, "newer", () => new MetricWindow(dimension), (window, from) => window.Read(from));
        _scores = ReadPart(reader, "scores", () => new ScoreWindow(dimension, MetricShape.Capacity(dimension)), (window, from) => window.Read(from));
        _covariance = ReadPart(reader, "covariance", () => new RunningCovariance(dimension), (covariance, from) => covariance.Read(from));
        _settling = ReadPart(reader, "settling", () => new SettlingTest(dimension), (test, from) => test.Read(from));
        reader.End();
    }

    private void UseStored(StateReader reader, MetricKind kind, double[] matrix)
    {
        if (kind == MetricKind.Diagonal)
        {
            UseDiagonal();
        }
        else if (!HasLength(kind, matrix.Length, _space.Dimension))
        {
            throw reader.Wrong("matrix", $"a {kind} metric of {_space.Dimension} coordinates", $"{matrix.Length} numbers");
        }
        else if (!TryUseMatrix(matrix, kind))
        {
            throw reader.Wrong("matrix", "a positive definite matrix", "none");
        }
    }

    private static void WritePart<T>(StateWriter writer, string name, T? part, Action<T, StateWriter> write)
        where T : class
    {
        writer.Begin(name);
        writer.Flag("exists", part is not null);
        if (part is not null)
        {
            write(part, writer);
        }

        writer.End();
    }

    private static T? ReadPart<T>(StateReader reader, string name, Func<T> create, Action<T, StateReader> read)
        where T : class
    {
        reader.Begin(name);
        T? part = reader.Flag("exists") ? create() : null;
        if (part is not null)
        {
            read(part, reader);
        }

        reader.End();
        return part;
    }
}
