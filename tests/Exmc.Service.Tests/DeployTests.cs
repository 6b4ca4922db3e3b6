// What is shipped beside the service: image, unit, event ids; and a real MQTT client.
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Exmc.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;
using Xunit.Abstractions;

namespace Exmc.Service.Tests;

[Collection(LocalService.Name)]
public class DeployTests(ITestOutputHelper output)
{
    private const string Systemd = "/usr/bin/systemd-analyze";
    private const string Mosquitto = "/usr/bin/mosquitto_pub";

    private static string Deploy => Path.Combine(FolderAbove.Repository(), "src", "Exmc.Service", "deploy");

    [Fact]
    public void The_image_copies_what_exists_and_starts_the_service()
    {
        string text = File.ReadAllText(Path.Combine(Deploy, "Dockerfile"));
        string[] sources = [.. Regex.Matches(text, "^COPY (?!--from)(.+) \\S+$", RegexOptions.Multiline).SelectMany(match => match.Groups[1].Value.Split(' '))];
        Assert.True(sources.Length >= 7);
        Assert.All(sources, source => Assert.True(Path.Exists(Path.Combine(FolderAbove.Repository(), source)), source));
        string project = Regex.Match(text, "dotnet publish (\\S+)").Groups[1].Value;
        Assert.True(File.Exists(Path.Combine(FolderAbove.Repository(), project)), project);
        Assert.Contains($"\"{typeof(ServiceOptions).Assembly.GetName().Name}.dll\"", text, StringComparison.Ordinal);
    }

    [ToolFact(Systemd, "systemd")]
    public void Systemd_accepts_the_unit()
    {
        // The program where it was built, since /opt/exmc is not installed.
        string unit = Path.Combine(Directory.CreateTempSubdirectory("exmc-unit").FullName, "exmc.service");
        string program = Path.ChangeExtension(typeof(ServiceOptions).Assembly.Location, null);
        string text = File.ReadAllText(Path.Combine(Deploy, "exmc.service"));
        Assert.Contains("/opt/exmc/Exmc.Service", text, StringComparison.Ordinal);
        File.WriteAllText(unit, text.Replace("/opt/exmc/Exmc.Service", program, StringComparison.Ordinal));
        (int code, string said) = Run(Systemd, "verify", unit);
        Directory.Delete(Path.GetDirectoryName(unit)!, true);
        Assert.True(code == 0 && !said.Contains("exmc.service:", StringComparison.Ordinal), said);
    }

    [Fact]
    public async Task The_unit_gives_the_service_the_time_that_it_takes_to_drain()
    {
        int allowed = int.Parse(Regex.Match(File.ReadAllText(Path.Combine(Deploy, "exmc.service")), "TimeoutStopSec=(\\d+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        await using LocalService service = await LocalService.StartAsync();
        TimeSpan longest = service.App.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;
        Assert.InRange(longest.TotalSeconds, 31, allowed - 1);
    }

    [Fact]
    public void Event_ids_are_unique_and_documented()
    {
        int[] ids =
        [
            .. typeof(ServiceOptions).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
                .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId).OfType<int>(),
        ];
        Assert.True(ids.Length >= 10);
        Assert.Equal(ids.Length, ids.Distinct().Count());
        string docs = File.ReadAllText(Path.Combine(FolderAbove.Repository(), "docs", "service.md"));
        Assert.All(ids, id => Assert.Matches($"\\| {id} \\|", docs));
    }

    // A shared machine may take longer than the two seconds, which EXMC_FULL=1 asks for.
    [ToolTheory(Mosquitto, "mosquitto-clients")]
    [InlineData]
    [InlineData("-V", "mqttv311", "-i", "a-client")]
    [InlineData("-V", "mqttv5")]
    public async Task A_reading_of_mosquitto_pub_is_soon_on_the_page(params string[] options)
    {
        int port = ServiceProcess.FreePort();
        await using LocalService service = await LocalService.StartAsync("--demo", "--Exmc:DemoSensors", "1", "--Exmc:MqttPort", $"{port}");
        await service.UntilAsync(async () => (await service.JsonAsync("/api/sensors")).GetArrayLength() > 0, "the demo's sensor shows");
        long start = Stopwatch.GetTimestamp();
        (int code, string said) = Run(Mosquitto, ["-h", "127.0.0.1", "-p", $"{port}", "-q", "1", "-t", "exmc/boiler", "-m", "42.5", .. options]);
        Assert.True(code == 0, said);
        await service.UntilAsync(async () => (await service.JsonAsync("/api/sensors")).EnumerateArray().Any(IsThere), "the reading shows");
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        output.WriteLine($"{seconds:F3} s");
        Assert.True(seconds < (Environment.GetEnvironmentVariable("EXMC_FULL") == "1" ? 2 : 10), $"{seconds} s");

        static bool IsThere(JsonElement sensor) =>
            sensor.GetProperty("sensor").GetString() == "boiler" && sensor.GetProperty("value") is { ValueKind: JsonValueKind.Number } value && value.GetDouble() == 42.5;
    }

    private static (int Code, string Said) Run(string program, params string[] args)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        string said = process.StandardError.ReadToEnd() + process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
