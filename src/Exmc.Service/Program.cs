// The service as a program.
namespace Exmc.Service;

internal static class Program
{
    public static Task<int> Main(string[] args) =>
        args is ["export", .. string[] rest] ? Store.ExportCommand.RunAsync(rest, Console.Out, Console.Error) : FleetHost.RunAsync(args);
}
