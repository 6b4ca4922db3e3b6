// Draws on their way to a reader.
using System.Threading.Channels;

namespace Exmc;

/// <summary>Hands draws from the threads that make them to one reader; a chain waits while the reader is this far behind.</summary>
/// <param name="capacity">Draws that wait to be read, at most.</param>
/// <param name="cancellation">Ends the waiting of a chain.</param>
internal sealed class DrawStream(int capacity, CancellationToken cancellation) : IDrawListener
{
    private readonly Channel<SampledDraw> _channel = Channel.CreateBounded<SampledDraw>(new BoundedChannelOptions(capacity) { SingleReader = true });

    public ChannelReader<SampledDraw> Reader => _channel.Reader;

    public void Drawn(int chain, ChainDraws draws)
    {
        int draw = draws.Completed - 1;
        double[] values = new double[draws.ValueCount];
        for (int value = 0; value < values.Length; value++)
        {
            values[value] = draws.Value(value)[draw];
        }

        SampledDraw sampled = new(chain, draw, values, draws.LogDensity[draw], draws.Divergent[draw]);
        if (!_channel.Writer.TryWrite(sampled))
        {
            // The thread is the chain's own.
            _channel.Writer.WriteAsync(sampled, cancellation).AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>No draw follows.</summary>
    public void End(Exception? failure = null) => _channel.Writer.TryComplete(failure);
}
