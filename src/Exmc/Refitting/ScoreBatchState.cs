// What is saved of scores: enough to choose a start and a metric by them.
namespace Exmc;

internal sealed partial class ScoreBatch
{
    public void Write(StateWriter writer)
    {
        writer.Begin("scores");
        writer.Reals("weights", Weights);
        writer.Begin("positions");
        Positions.Write(writer);
        writer.End();
        writer.Begin("gradients");
        Gradients.Write(writer);
        writer.End();
        writer.End();
    }

    public void Read(StateReader reader, int draws, int dimension)
    {
        Begin(draws, dimension);
        reader.Begin("scores");
        reader.Reals("weights", _weights);
        reader.Begin("positions");
        Positions.Read(reader);
        reader.End();
        reader.Begin("gradients");
        Gradients.Read(reader);
        reader.End();
        reader.End();
    }
}
