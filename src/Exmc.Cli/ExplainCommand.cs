// exmc explain: the printed stages of the compiler.
using System.CommandLine;
using Exmc.Models;
using Spectre.Console;

namespace Exmc.Cli;

internal static class ExplainCommand
{
    public static Command Create(IAnsiConsole console)
    {
        Argument<string> model = new("MODEL") { Description = "Class name, snake_case name, or the folder's name in posteriordb." };
        Command command = new("explain", "Prints what the compiler made of a model, stage by stage.") { model };
        command.SetAction(parsed => ExitCodes.Guard(console, () =>
        {
            // Plain text: a stage is a program, not markup, and must not be wrapped.
            CatalogueEntry entry = ModelFiles.Find(parsed.GetValue(model)!);
            console.Profile.Out.Writer.WriteLine(entry.Stages);
            return ExitCodes.Fine;
        }));
        return command;
    }
}
