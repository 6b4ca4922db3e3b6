// The explicit source of randomness: a counter-based generator, one stream per (seed, epoch, chain).
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc;

/// <summary>Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3") with named streams.</summary>
/// <remarks>The key is the seed; the counter holds block number, epoch and chain in separate bits, so two streams never share a block.</remarks>
public sealed partial class RandomStream
{
    /// <summary>Epochs lie below this bound.</summary>
    public const ulong EpochLimit = 1UL << 48;

    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;
    private const int BlocksPerRefill = 8;

    private uint _key0;
    private uint _key1;
    private uint _epochLow;
    private uint _epochHigh;
    private uint _chain;
    // First words of all blocks, then their second words.
    private readonly ulong[] _buffer = new ulong[2 * BlocksPerRefill];
    private ulong _block;
    private int _next;

    /// <summary>Starts a stream of its own for each (seed, epoch, chain).</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="epoch">Below 2^48.</param>
    /// <param name="chain">Chain index, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Epoch or chain is out of range.</exception>
    public RandomStream(ulong seed, ulong epoch, int chain) => Restart(seed, epoch, chain);

    /// <summary>Becomes another stream, from its beginning.</summary>
    internal void Restart(ulong seed, ulong epoch, int chain)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(epoch, EpochLimit);
        ArgumentOutOfRangeException.ThrowIfNegative(chain);
        _key0 = (uint)seed;
        _key1 = (uint)(seed >> 32);
        _epochLow = (uint)epoch;
        _epochHigh = (uint)(epoch >> 32) << 16;
        _chain = (uint)chain;
        _block = 0;
        _next = _buffer.Length;
    }

    /// <summary>64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Bits()
    {
        ulong[] buffer = _buffer;
        int next = _next;
        if ((uint)next >= (uint)buffer.Length)
        {
            Refill();
            next = 0;
        }

        _next = next + 1;
        return buffer[(next >> 1) + ((next & 1) * BlocksPerRefill)];
    }

    /// <summary>Uniform in the open interval (0, 1).</summary>
    public double Uniform() => ((Bits() >> 12) + 0.5) * (1.0 / (1UL << 52));

    // Eight consecutive blocks at once; each vector holds one 32-bit word of every block.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Refill()
    {
        Vector512<ulong> low = Vector512.Create(0xFFFFFFFFUL);
        Vector512<ulong> block = Vector512.Create(_block) + Vector512.Create(0UL, 1, 2, 3, 4, 5, 6, 7);
        Vector512<ulong> c0 = block & low;
        Vector512<ulong> c1 = (block >> 32) | Vector512.Create((ulong)_epochHigh);
        Vector512<ulong> c2 = Vector512.Create((ulong)_epochLow);
        Vector512<ulong> c3 = Vector512.Create((ulong)_chain);
        uint k0 = _key0;
        uint k1 = _key1;
        for (int round = 0; round < Rounds; round++)
        {
            Vector512<ulong> product0 = c0 * Vector512.Create((ulong)Multiplier0);
            Vector512<ulong> product1 = c2 * Vector512.Create((ulong)Multiplier1);
            c0 = (product1 >> 32) ^ c1 ^ Vector512.Create((ulong)k0);
            c1 = product1 & low;
            c2 = (product0 >> 32) ^ c3 ^ Vector512.Create((ulong)k1);
            c3 = product0 & low;
            k0 += Weyl0;
            k1 += Weyl1;
        }

        ((c1 << 32) | c0).CopyTo(_buffer, 0);
        ((c3 << 32) | c2).CopyTo(_buffer, BlocksPerRefill);
        _block += BlocksPerRefill;
    }
}
