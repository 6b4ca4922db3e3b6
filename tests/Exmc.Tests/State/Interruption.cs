// Interrupts a run at one of its gradients.
namespace Exmc.Tests;

/// <summary>Counts the gradients of all chains of the models it makes, and cancels at a given one.</summary>
internal sealed class Interruption
{
    private readonly CancellationTokenSource _source = new();
    private long _left = long.MaxValue;
    private long _gradients;

    /// <summary>Cancelled at the gradient that <see cref="At"/> was told.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Gradients so far.</summary>
    public long Gradients => Interlocked.Read(ref _gradients);

    public static Interruption At(long gradient) => new() { _left = gradient };

    /// <summary>A model whose gradients are counted.</summary>
    public FunctionModel Watch(int dimension, LogDensityFunction function, bool hasLanes = false) => new(() => new FunctionDensity(
        dimension,
        (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            if (Interlocked.Increment(ref _gradients) == _left)
            {
                _source.Cancel();
            }

            return function(x, gradient, out logDensity);
        })
    {
        HasLanes = hasLanes,
    });
}
