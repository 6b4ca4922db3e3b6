// exmc serve: the fleet as a service.
using System.CommandLine;
using Spectre.Console;

namespace Exmc.Cli;

internal static class ServeCommand
{
    public static Command Create(IAnsiConsole console)
    {
        Option<bool> demo = new("--demo") { Description = "Start simulated sensors and an MQTT broker in this process." };
        Option<string?> replay = new("--replay") { Description = "Replay this CSV file: a time column and one column per sensor, or sensor,time,value." };
        Option<double> speed = new("--speed") { Description = "Seconds of the file per second; 0 replays as fast as the store takes.", DefaultValueFactory = _ => 1 };
        Option<string?> urls = new("--urls") { Description = "Address to serve on; http://127.0.0.1:5210 unless given." };
        Command command = new("serve", "Serves the fleet: ingest, scores, alarms and a live page. Further options are --Exmc:NAME VALUE.") { demo, replay, speed, urls };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed => ExitCodes.Guard(console, () => Serve(
        [
            .. parsed.GetValue(demo) ? (string[])["--demo"] : [],
            .. parsed.GetValue(replay) is { } file ? (string[])["--replay", file, "--speed", parsed.GetValue(speed).ToString("R", System.Globalization.CultureInfo.InvariantCulture)] : [],
            .. parsed.GetValue(urls) is { } address ? (string[])["--urls", address] : [],
            .. parsed.UnmatchedTokens,
        ])));
        return command;
    }

#if SERVICE
    private static int Serve(string[] args) => Exmc.Service.FleetHost.RunAsync(args).GetAwaiter().GetResult();
#else
    private static int Serve(string[] args) =>
        throw new UsageException($"This is the native build of exmc, which has no service in it (asked for: serve {string.Join(' ', args)}). Use the program Exmc.Service, or 'dotnet run --project src/Exmc.Cli -- serve'.");
#endif
}
