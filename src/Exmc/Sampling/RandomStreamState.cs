// What is saved of a random stream: how far it was read. Seed, epoch and chain are saved with the plan.
namespace Exmc;

public sealed partial class RandomStream
{
    internal void Write(StateWriter writer) => writer.Bits("random_words", (2 * _block) - (ulong)(_buffer.Length - _next));

    /// <summary>Goes on where the saved stream was, after <see cref="Restart"/>.</summary>
    internal void Read(StateReader reader)
    {
        ulong words = reader.Bits("random_words");
        ulong perRefill = (ulong)_buffer.Length;
        int rest = (int)(words % perRefill);
        _block = words / perRefill * BlocksPerRefill;
        if (rest > 0)
        {
            Refill();
            _next = rest;
        }
    }
}
