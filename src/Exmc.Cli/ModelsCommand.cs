// exmc models: what there is.
using System.CommandLine;
using Exmc.Models;
using Spectre.Console;

namespace Exmc.Cli;

internal static class ModelsCommand
{
    public static Command Create(IAnsiConsole console)
    {
        Command command = new("models", "Lists the models.");
        command.SetAction(_ =>
        {
            Table table = new Table().AddColumns("model", "class", "other names");
            foreach (CatalogueEntry entry in Catalogue.Entries)
            {
                table.AddRow(entry.Name, entry.ClassName, string.Join(", ", entry.Aliases));
            }

            console.Write(table);
            return ExitCodes.Fine;
        });
        return command;
    }
}
