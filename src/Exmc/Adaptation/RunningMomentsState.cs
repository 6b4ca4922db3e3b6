// What is saved of running moments.
namespace Exmc;

internal readonly partial struct RunningMoments
{
    public void Write(StateWriter writer)
    {
        writer.Integer("count", Count);
        writer.Reals("mean", Means);
        writer.Reals("squares", Squares);
    }

    public void Read(StateReader reader)
    {
        CountPlace = reader.Integer("count", 0, int.MaxValue);
        reader.Reals("mean", Means);
        reader.Reals("squares", Squares);
    }
}
