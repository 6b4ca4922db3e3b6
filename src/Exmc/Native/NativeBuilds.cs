// Starts the build of a natively compiled program that suits the machine.
using System.Runtime.InteropServices;

namespace Exmc;

/// <summary>
/// Native code is compiled for one instruction set. A program published with <c>ExmcInstructionSets</c> has a build for each of them beside it,
/// named PROGRAM.x86-64-v3 and PROGRAM.x86-64-v4; the program itself runs on every x86-64 machine and starts the widest of the others that the
/// machine can run.
/// </summary>
public static partial class NativeBuilds
{
    /// <summary>The environment variable that asks for one build: x86-64-v4, x86-64-v3 or baseline.</summary>
    public const string Variable = "EXMC_INSTRUCTION_SET";

    private const string Processors = "/proc/cpuinfo";

    /// <summary>
    /// Goes on in the widest build that stands beside this program and runs on this machine, in place of this process. Does nothing in
    /// programs without such builds, programs that are compiled as they run among them, and outside Linux. Call it first in Main.
    /// </summary>
    /// <param name="arguments">The program's arguments.</param>
    /// <returns>Null when this process is the one to go on; otherwise why the build that <see cref="Variable"/> asks for cannot run.</returns>
    public static string? StartWidest(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        string program = Environment.ProcessPath ?? string.Empty;
        if (!OperatingSystem.IsLinux() || InstructionSet.WidestFirst.Any(level => program == Build(program, level.Name)))
        {
            return null;
        }

        string? requested = Environment.GetEnvironmentVariable(Variable);
        string[] builds = [.. InstructionSet.WidestFirst.Select(level => level.Name).Where(name => File.Exists(Build(program, name)))];
        if (builds.Length == 0 && string.IsNullOrEmpty(requested))
        {
            return null;
        }

        using StreamReader information = new(Processors);
        BuildChoice choice = InstructionSet.Choose(builds, InstructionSet.MachineFlags(information), requested);
        if (choice.Problem is not null || choice.Name == InstructionSet.Baseline)
        {
            return choice.Problem;
        }

        // Returns only when it fails. The last argument of all is the null that ends the list.
        string path = Build(program, choice.Name);
        Execute(path, [path, .. arguments, null]);
        return $"{path} cannot be started: {Marshal.GetLastPInvokeErrorMessage()}.";
    }

    /// <summary>The path of a build, given that of any.</summary>
    private static string Build(string program, string name) =>
        program.EndsWith($".{name}", StringComparison.Ordinal) ? program : $"{program}.{name}";

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Execute(string path, string?[] arguments);
}
