// Asks a store that may fail.
using System.Data.Common;

namespace Exmc.Service;

/// <summary>
/// What a store refuses is logged and remembered until it next succeeds; everything else that it throws is a defect and goes on to the caller. Safe to call from
/// several threads.
/// </summary>
internal sealed partial class StoreGuard(ILogger logger)
{
    private volatile bool _isFailing;

    /// <summary>Whether the last attempt failed.</summary>
    public bool IsFailing => _isFailing;

    /// <summary>Runs an action of the store.</summary>
    /// <returns>Why it failed; null when it did not.</returns>
    public Exception? Try(Action action)
    {
        try
        {
            action();
            _isFailing = false;
            return null;
        }
        catch (Exception exception) when (exception is DbException or IOException)
        {
            _isFailing = true;
            LogFailed(exception);
            return exception;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The store failed")]
    private partial void LogFailed(Exception exception);
}
