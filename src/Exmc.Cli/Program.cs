// The command line: parse, run, turn failures into exit codes.
using System.CommandLine;
using Spectre.Console;

namespace Exmc.Cli;

/// <summary>The program `exmc`.</summary>
public static class Program
{
    /// <summary>Runs a command.</summary>
    /// <returns>0 when all went well, 2 for a wrong command line, 3 for bad data, 4 when sampling failed.</returns>
    public static int Main(string[] args)
    {
        if (NativeBuilds.StartWidest(args) is { } problem)
        {
            Console.Error.WriteLine(problem);
            return ExitCodes.Usage;
        }

        return Run(args, AnsiConsole.Console);
    }

    internal static int Run(string[] args, IAnsiConsole console)
    {
        RootCommand root = new("Exmc: Bayesian models compiled at build time, refitted on moving data.")
        {
            MonitorCommand.Create(console),
            ServeCommand.Create(console),
            FitCommand.Create(console),
            PlotCommand.Create(console),
            LogDensityCommand.Create(console),
            ModelsCommand.Create(console),
            ExplainCommand.Create(console),
            ScoreNabCommand.Create(console),
            BenchCommand.Create(console),
        };
        ParseResult result = root.Parse(args);
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors)
            {
                console.MarkupLineInterpolated($"[red]{error.Message}[/]");
            }

            console.MarkupLine("Run 'exmc --help' for the commands, 'exmc COMMAND --help' for their options.");
            return ExitCodes.Usage;
        }

        return result.Invoke(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,

            // An interrupted run finishes its transitions and saves its state.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
        });
    }
}
