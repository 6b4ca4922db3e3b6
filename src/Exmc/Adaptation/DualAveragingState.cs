// What is saved of the tuning of the step size.
namespace Exmc;

internal sealed partial class DualAveraging
{
    public void Write(StateWriter writer)
    {
        writer.Begin("dual_averaging");
        writer.Real("centre", _centre);
        writer.Real("error", _error);
        writer.Real("log_step", _logStep);
        writer.Real("log_average", _logAverage);
        writer.Real("count", _count);
        writer.End();
    }

    public void Read(StateReader reader)
    {
        reader.Begin("dual_averaging");
        _centre = reader.Real("centre");
        _error = reader.Real("error");
        _logStep = reader.Real("log_step");
        _logAverage = reader.Real("log_average");
        _count = reader.Real("count");
        reader.End();
    }
}
