// Errors of parallel loops as the caller expects them.
using System.Runtime.ExceptionServices;

namespace Exmc;

/// <summary>Unwraps what a parallel loop threw.</summary>
internal static class ParallelErrors
{
    /// <summary>Runs and throws the first error itself rather than a collection of errors.</summary>
    public static void Rethrow(Action run)
    {
        try
        {
            run();
        }
        catch (AggregateException all)
        {
            ExceptionDispatchInfo.Throw(all.Flatten().InnerExceptions[0]);
        }
    }
}
