// What is saved of the phase space between two transitions.
namespace Exmc;

internal sealed partial class PhaseSpace
{
    // Neither position nor whitened position follows exactly from the other: each was the first at some time.
    public void Write(StateWriter writer)
    {
        writer.Begin("point");
        writer.Reals("position", Position);
        writer.Reals("whitened", Row(_proposal));
        writer.Reals("gradient", Gradient);
        writer.Real("log_density", LogDensity);
        writer.Reals("scale", Row(ScaleRow));
        writer.Reals("centre", Centre);
        writer.Reals("velocity", Velocity(0));
        writer.Real("step_size", StepSize);
        writer.End();
    }

    /// <summary>Takes over what was saved, after the metric.</summary>
    public void Read(StateReader reader)
    {
        double[] velocity = new double[Dimension];
        reader.Begin("point");
        reader.Reals("position", Row(CurrentRow));
        reader.Reals("whitened", Row(_proposal));
        reader.Reals("gradient", Row(_proposal + 1));
        _proposalLogDensity = reader.Real("log_density");
        reader.Reals("scale", Row(ScaleRow));
        reader.Reals("centre", Centre);
        reader.Reals("velocity", velocity);
        StepSize = reader.Real("step_size");
        BeginTrajectory(velocity);
        reader.End();
    }
}
