// The service as a program.
namespace Exmc.Service;

internal static class Program
{
    public static Task<int> Main(string[] args) => FleetHost.RunAsync(args);
}
