// What is saved of a random stream: how far it was read. Seed, epoch and chain are saved with the plan.
namespace Exmc;

public sealed partial class RandomStream
{
    /// <summary>Words of 64 bits that were read since the beginning.</summary>
    internal ulong WordsRead => (2 * _block) - (ulong)(_buffer.Length - _next);

    internal void Write(StateWriter writer) => writer.Bits("random_words", WordsRead);

    /// <summary>Goes on where the saved stream was, after <see cref="Restart"/>.</summary>
    internal void Read(StateReader reader)
    {
        Skip(reader.Bits("random_words"));
    }

    /// <summary>Leaves out words, after <see cref="Restart"/>.</summary>
    internal void Skip(ulong words)
    {
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
