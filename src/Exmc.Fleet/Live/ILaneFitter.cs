// A fitter that can do more than one fit at a time.
namespace Exmc.Fleet.Live;

/// <summary>Makes several fits side by side on one thread, each with the outcome, bit for bit, that it has by itself.</summary>
public interface ILaneFitter : ISensorFitter
{
    /// <summary>What a fit shares with those that may run beside it, for example its model and the length of its window.</summary>
    /// <returns>The same for any two fits that may share lanes; null for a fit that is made by itself, by <see cref="ISensorFitter.Fit"/>. It is asked for often, and must cost little.</returns>
    string? LanesOf(FitRequest request);

    /// <summary>
    /// Makes fits on the calling thread until there is none left. Each is ended by <see cref="FitJob.Succeed"/> or <see cref="FitJob.Fail"/>, whatever happens to the others, and
    /// stops when its own token asks for it. What throws out of this method is nobody's: the fits that have not ended are then made one by one.
    /// </summary>
    /// <param name="next">
    /// Gives another fit for the same lanes; null when none is wanted now. Ask when a lane is free, and again while others run: nobody waits until a group is full.
    /// </param>
    void FitInLanes(Func<FitJob?> next);
}
