// What is saved of a search for a step size; the velocity of its trials is saved with the phase space.
namespace Exmc;

internal sealed partial class StepSizeSearch
{
    public void Write(StateWriter writer)
    {
        writer.Begin("search");
        writer.Real("guess", Guess);
        writer.Real("trial", _trial);
        writer.Integer("direction", (int)_direction);
        writer.Real("step_size", StepSize);
        writer.Integer("outcome", (int)Outcome);
        writer.End();
    }

    public void Read(StateReader reader)
    {
        reader.Begin("search");
        Guess = reader.Real("guess");
        _trial = reader.Real("trial");
        _direction = (Direction)reader.Integer("direction", 0, (int)Direction.Shorter);
        StepSize = reader.Real("step_size");
        Outcome = (SearchOutcome)reader.Integer("outcome", 0, (int)SearchOutcome.TooSteep);
        reader.End();
    }
}
