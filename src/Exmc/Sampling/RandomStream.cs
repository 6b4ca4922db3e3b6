// The explicit source of randomness: a counter-based generator, one stream per (seed, epoch, chain).
namespace Exmc;

/// <summary>Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3") with named streams.</summary>
/// <remarks>The key is the seed; the counter holds block number, epoch and chain in separate bits, so two streams never share a block.</remarks>
public sealed class RandomStream
{
    /// <summary>Epochs lie below this bound.</summary>
    public const ulong EpochLimit = 1UL << 48;

    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;
    private const int BlocksPerRefill = 8;

    private uint _key0;
    private uint _key1;
    private uint _epochLow;
    private uint _epochHigh;
    private uint _chain;
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
    public ulong Bits()
    {
        if (_next == _buffer.Length)
        {
            Refill();
        }

        return _buffer[_next++];
    }

    /// <summary>Uniform in the open interval (0, 1).</summary>
    public double Uniform() => ((Bits() >> 12) + 0.5) * (1.0 / (1UL << 52));

    /// <summary>One block of Philox4x32-10.</summary>
    internal static (uint, uint, uint, uint) Philox(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (int round = 0; round < 10; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0;
            ulong product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        return (c0, c1, c2, c3);
    }

    private void Refill()
    {
        for (int i = 0; i < BlocksPerRefill; i++)
        {
            (uint a, uint b, uint c, uint d) = Philox((uint)_block, (uint)(_block >> 32) | _epochHigh, _epochLow, _chain, _key0, _key1);
            _buffer[2 * i] = ((ulong)b << 32) | a;
            _buffer[(2 * i) + 1] = ((ulong)d << 32) | c;
            _block++;
        }

        _next = 0;
    }
}
