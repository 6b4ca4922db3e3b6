// What is saved of a metric and its windows.
namespace Exmc;

internal sealed partial class ChainMetric
{
    public void Write(StateWriter writer)
    {
        writer.Begin("metric");
        writer.Integer("fewest_draws", FewestDraws);
        writer.Reals("diagonal", _diagonal);
        writer.Reals("dense", _dense);
        WriteWindow(writer, "older", _older);
        WriteWindow(writer, "newer", _newer);
        writer.Begin("covariance");
        writer.Flag("exists", _covariance is not null);
        _covariance?.Write(writer);
        writer.End();
        writer.End();
    }

    /// <summary>Takes over what was saved. The phase space is read after this: it knows the exact place of the chain in the metric's coordinates.</summary>
    public void Read(StateReader reader)
    {
        int dimension = _space.Dimension;
        reader.Begin("metric");
        FewestDraws = reader.Integer("fewest_draws", 0, int.MaxValue);
        reader.Reals("diagonal", _diagonal);
        double[] dense = reader.Reals("dense");
        if (dense.Length > 0)
        {
            UseDense(reader, dense);
        }
        else
        {
            UseDiagonal();
        }

        _older = ReadWindow(reader, "older");
        _newer = ReadWindow(reader, "newer");
        reader.Begin("covariance");
        _covariance = reader.Flag("exists") ? new RunningCovariance(dimension) : null;
        _covariance?.Read(reader);
        reader.End();
        reader.End();
    }

    private void UseDense(StateReader reader, double[] dense)
    {
        int expected = _space.Dimension * _space.Dimension;
        if (dense.Length != expected)
        {
            throw reader.Wrong("dense", $"0 or {expected} numbers", $"{dense.Length} numbers");
        }

        _dense = dense;
        _space.SetMetric(DenseTransform.TryCreate(dense, _space.Dimension) ?? throw reader.Wrong("dense", "a positive definite matrix", "none"));
    }

    private static void WriteWindow(StateWriter writer, string name, Window? window)
    {
        writer.Begin(name);
        writer.Flag("exists", window is not null);
        window?.Write(writer);
        writer.End();
    }

    private Window? ReadWindow(StateReader reader, string name)
    {
        reader.Begin(name);
        Window? window = reader.Flag("exists") ? new Window(_space.Dimension) : null;
        window?.Read(reader);
        reader.End();
        return window;
    }

    private sealed partial class Window
    {
        public void Write(StateWriter writer)
        {
            writer.Begin("draws");
            Draws.Write(writer);
            writer.End();
            writer.Begin("gradients");
            Gradients.Write(writer);
            writer.End();
        }

        public void Read(StateReader reader)
        {
            reader.Begin("draws");
            Draws.Read(reader);
            reader.End();
            reader.Begin("gradients");
            Gradients.Read(reader);
            reader.End();
        }
    }
}
