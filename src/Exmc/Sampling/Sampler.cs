// The entry points: cold fits and warm refits, of models or of densities the caller owns.
namespace Exmc;

/// <summary>Fits models by the no-U-turn sampler.</summary>
public static class Sampler
{
    /// <summary>Fits a model from scratch.</summary>
    /// <exception cref="ArgumentException">An option cannot be honoured.</exception>
    /// <exception cref="InvalidDataException">The model's data are invalid.</exception>
    /// <exception cref="SamplingException">No starting point has a finite density, or the density is flat.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static Posterior Sample(IModel model, SamplerOptions options, CancellationToken ct = default) => throw new NotSupportedException();

    /// <summary>Fits a model on new data, starting from what an earlier fit learnt.</summary>
    /// <exception cref="ArgumentException">The adaptation belongs to another model or layout, or an option cannot be honoured.</exception>
    public static Posterior Refit(IModel model, Adaptation adaptation, RefitOptions options, CancellationToken ct = default) => throw new NotSupportedException();

    /// <summary>Fits one chain from scratch with the caller's density, on the calling thread.</summary>
    /// <exception cref="ArgumentException">An option cannot be honoured, for example more than one chain.</exception>
    public static Posterior SampleChain(IDensity density, SamplerOptions options, CancellationToken ct = default) => throw new NotSupportedException();

    /// <summary>Refits one chain with the caller's density, on the calling thread.</summary>
    /// <exception cref="ArgumentException">The adaptation belongs to another layout or has several chains, or an option cannot be honoured.</exception>
    public static Posterior RefitChain(IDensity density, Adaptation adaptation, RefitOptions options, CancellationToken ct = default) => throw new NotSupportedException();
}
