// Threads that give way to scoring.
using System.Runtime.InteropServices;

namespace Exmc.Service;

/// <summary>
/// Threads of their own, of lower priority than the rest of the process: a refit takes a processor for long, and neither a reading that waits for its score nor the
/// thread pool should wait for it.
/// </summary>
internal static partial class RefitThreads
{
    // The priority of a thread is ignored by .NET on Linux, where a thread has a nice value of its own.
    private const int ProcessOrThread = 0;
    private const int Nice = 10;

    /// <summary>Runs an action on such a thread; the task ends with it.</summary>
    public static Task Run(Action action, int number)
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread thread = new(() =>
        {
            try
            {
                GiveWay();
                action();
                ended.SetResult();
            }
            catch (Exception exception)
            {
                // Whoever waits for the task is told.
                ended.SetException(exception);
            }
        })
        {
            IsBackground = true,
            Name = $"Exmc refit {number}",
            Priority = ThreadPriority.BelowNormal,
        };
        thread.Start();
        return ended.Task;
    }

    private static void GiveWay()
    {
        if (OperatingSystem.IsLinux())
        {
            // Zero is the calling thread. A refusal leaves it as it is, which is slower and not wrong.
            _ = SetPriority(ProcessOrThread, 0, Nice);
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, int who, int value);
}
