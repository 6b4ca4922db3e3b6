// The result of a run that may have been stopped.
namespace Exmc;

/// <summary>Why a run ended.</summary>
public enum StopReason
{
    /// <summary>All draws were made.</summary>
    Completed,

    /// <summary>The caller cancelled.</summary>
    Cancelled,

    /// <summary>The time of <see cref="StopWhen.Time"/> was over.</summary>
    TimeIsUp,

    /// <summary>The effective draws of <see cref="StopWhen.Ess"/> were reached.</summary>
    EnoughEffectiveDraws,

    /// <summary>The caller's code threw, see <see cref="CallbackException"/>.</summary>
    CallbackFailed,
}

/// <summary>The valid prefix of a run: the draws that it would have begun with in any case, bit for bit.</summary>
public sealed class PartialFit
{
    private readonly Lazy<SamplerState> _state;

    internal PartialFit(
        StopReason reason, Posterior? posterior, IReadOnlyList<int> chains, IReadOnlyList<int> drawsPerChain, int drawsAsked, Lazy<SamplerState> state)
    {
        _state = state;
        Reason = reason;
        Posterior = posterior;
        Chains = chains;
        DrawsPerChain = drawsPerChain;
        DrawsAsked = drawsAsked;
    }

    /// <summary>Why the run ended.</summary>
    public StopReason Reason { get; }

    /// <summary>Whether all draws were made.</summary>
    public bool IsComplete => Reason == StopReason.Completed;

    /// <summary>
    /// The draws, with as many for each chain; null when no chain had ended its warm-up. Chains are cut to one length, and left out where that keeps more
    /// draws; see <see cref="Chains"/>.
    /// </summary>
    public Posterior? Posterior { get; }

    /// <summary>The chains of the run that are the chains of <see cref="Posterior"/>, in that order.</summary>
    public IReadOnlyList<int> Chains { get; }

    /// <summary>Draws that each chain of the run had made when it ended.</summary>
    public IReadOnlyList<int> DrawsPerChain { get; }

    /// <summary>Draws per chain that were asked for.</summary>
    public int DrawsAsked { get; }

    /// <summary>Where the chains stand: <see cref="Sampler.Resume"/> goes on from there, to the draws that were asked for or to more. Made when it is first asked for.</summary>
    /// <exception cref="InvalidOperationException">The model of one chain failed just when the callback of another one did.</exception>
    public SamplerState State => _state.Value;

    /// <summary>One line: what is there, and why no more.</summary>
    public override string ToString() => IsComplete
        ? $"All {DrawsAsked} draws of {Chains.Count} chains."
        : $"{Posterior?.DrawCount ?? 0} of {DrawsAsked} draws of {Chains.Count} of {DrawsPerChain.Count} chains: {Why}.";

    private string Why => Reason switch
    {
        StopReason.Cancelled => "cancelled",
        StopReason.TimeIsUp => "the time is up",
        StopReason.EnoughEffectiveDraws => "the effective draws are enough",
        _ => "a callback failed",
    };
}
