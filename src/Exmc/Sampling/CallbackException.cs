// The caller's own exception, with what was drawn before it.
namespace Exmc;

/// <summary>Code of the caller that was called during a run threw; its exception is <see cref="Exception.InnerException"/>.</summary>
public sealed class CallbackException : Exception
{
    internal CallbackException(Exception inner, PartialFit fit)
        : base($"The progress listener threw {inner.GetType().Name} ({inner.Message}), which ended the run. Its draws so far are in Fit: {fit}", inner)
        => Fit = fit;

    /// <summary>What was drawn before.</summary>
    public PartialFit Fit { get; }
}
