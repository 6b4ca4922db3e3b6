// Tests that need what native compilation needs.
using Xunit;

namespace Exmc.Aot.Tests;

/// <summary>A test that is left out where native code cannot be linked.</summary>
public sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute() => Skip = Toolchain.Absence;
}

/// <summary>A test with cases that is left out where native code cannot be linked.</summary>
public sealed class NativeTheoryAttribute : TheoryAttribute
{
    public NativeTheoryAttribute() => Skip = Toolchain.Absence;
}

/// <summary>A test that hides the machine's processor, left out where that is not allowed.</summary>
public sealed class HiddenProcessorFactAttribute : FactAttribute
{
    public HiddenProcessorFactAttribute() => Skip = Toolchain.Absence ?? Toolchain.CannotHide;
}

internal static class Toolchain
{
    /// <summary>Why native code cannot be compiled and run here; null when it can.</summary>
    public static string? Absence { get; } =
        !OperatingSystem.IsLinux() || System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture != System.Runtime.InteropServices.Architecture.X64
            ? "The builds of the sample are for Linux on x86-64."
            : IsThere("clang") || IsThere("gcc") ? null : "There is neither clang nor gcc to link native code.";

    /// <summary>Why another file cannot stand in for /proc/cpuinfo; null when it can.</summary>
    public static string? CannotHide { get; } =
        IsThere("unshare") && Commands.Run("unshare", HidingProcessor("/dev/null", "true")).Code == 0 ? null : "Mounting is not allowed here.";

    /// <summary>Arguments of unshare to run a command where a file stands in for /proc/cpuinfo.</summary>
    public static string[] HidingProcessor(string file, params string[] command) =>
        ["--mount", "sh", "-c", "mount --bind \"$0\" /proc/cpuinfo && exec \"$@\"", file, .. command];

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
