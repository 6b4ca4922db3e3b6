// What is saved of a window's moments.
namespace Exmc;

internal sealed partial class MetricWindow
{
    public void Write(StateWriter writer)
    {
        writer.Begin("draws");
        Draws.Write(writer);
        writer.End();
        writer.Begin("gradients");
        Gradients.Write(writer);
        writer.End();
        writer.Begin("log_density");
        LogDensity.Write(writer);
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
        reader.Begin("log_density");
        LogDensity.Read(reader);
        reader.End();
    }
}
