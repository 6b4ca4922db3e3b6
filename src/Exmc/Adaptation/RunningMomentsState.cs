// What is saved of running moments.
namespace Exmc;

internal sealed partial class RunningMoments
{
    public void Write(StateWriter writer)
    {
        writer.Integer("count", Count);
        writer.Reals("mean", _mean);
        writer.Reals("squares", _squares);
    }

    public void Read(StateReader reader)
    {
        Count = reader.Integer("count", 0, int.MaxValue);
        reader.Reals("mean", _mean);
        reader.Reals("squares", _squares);
    }
}
