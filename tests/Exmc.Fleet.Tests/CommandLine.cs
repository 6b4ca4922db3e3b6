// The command line, run in the test's process.
using Spectre.Console;

namespace Exmc.Fleet.Tests;

internal static class CommandLine
{
    /// <summary>Runs a command; gives its exit code.</summary>
    public static int Run(StringWriter output, params string[] arguments) => Cli.Program.Run(arguments, Console(output));

    /// <summary>A console like a file.</summary>
    public static IAnsiConsole Console(StringWriter output) => AnsiConsole.Create(
        new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output) });
}
