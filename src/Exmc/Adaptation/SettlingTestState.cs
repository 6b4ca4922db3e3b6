// What is saved of the test whether a chain has settled.
namespace Exmc;

internal sealed partial class SettlingTest
{
    public void Write(StateWriter writer)
    {
        writer.Integer("kind", (int)_kind);
        writer.Reals("inverse_metric", _inverseMetric);
        writer.Real("step_size", _stepSize);
    }

    public void Read(StateReader reader)
    {
        _kind = (MetricKind)reader.Integer("kind", 0, (int)MetricKind.LowRank);
        _inverseMetric = reader.Reals("inverse_metric");
        _stepSize = reader.Real("step_size");
        if (_inverseMetric.Length > 0 && !ChainMetric.HasLength(_kind, _inverseMetric.Length, dimension))
        {
            throw reader.Wrong("inverse_metric", $"a {_kind} metric of {dimension} coordinates", $"{_inverseMetric.Length} numbers");
        }
    }
}
