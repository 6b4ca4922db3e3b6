// What a program needs from its start to its first line.
using System.Diagnostics;

namespace Exmc.Benchmarks;

/// <summary>Starts a program again and again and times its first line: what a published native program is judged by (docs/aot.md).</summary>
internal static class StartTimes
{
    private const int Starts = 30;

    /// <summary>Prints the quickest start and the median of 30, in milliseconds.</summary>
    /// <param name="program">The program's file.</param>
    /// <param name="arguments">Its arguments.</param>
    public static void Print(string program, string[] arguments)
    {
        double[] times = [.. Enumerable.Range(0, Starts).Select(_ => ToFirstLine(program, arguments)).Order()];
        Console.WriteLine($"{Starts} starts of {Path.GetFileName(program)}: quickest {times[0]:F1} ms, median {(times[(Starts / 2) - 1] + times[Starts / 2]) / 2:F1} ms to the first line");
    }

    private static double ToFirstLine(string program, string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} was not started.");
        string? line = process.StandardOutput.ReadLine();
        double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return line is not null && process.ExitCode == 0
            ? elapsed
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode} and {(line is null ? "no line" : $"the line {line}")}.");
    }
}
