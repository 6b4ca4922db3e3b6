// What is saved of a running covariance.
namespace Exmc;

internal sealed partial class RunningCovariance
{
    public void Write(StateWriter writer)
    {
        writer.Integer("count", Count);
        writer.Reals("mean", _mean);
        writer.Reals("products", _products);
    }

    public void Read(StateReader reader)
    {
        Count = reader.Integer("count", 0, int.MaxValue);
        reader.Reals("mean", _mean);
        reader.Reals("products", _products);
    }
}
