// The real process, killed under load.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Exmc.Fleet.Live;
using Exmc.Service.Store;
using Exmc.Service.Tests.Stores;
using Xunit;
using Xunit.Abstractions;

namespace Exmc.Service.Tests;

/// <summary>
/// SIGKILL at random points while several clients send: nothing acknowledged is lost, nothing is there or counted twice, fits only go forward, no
/// sensor starts cold again, and each event has one alarm. EXMC_FULL=1 kills 200 times.
/// </summary>
[Collection(StoreCollection.Name)]
public class KillTests(PostgresServer server, ITestOutputHelper output)
{
    private const int Sensors = 4;
    private const int SpikeEvery = 150;
    private static readonly int Kills = Environment.GetEnvironmentVariable("EXMC_FULL") == "1" ? 200 : 20;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Kills_lose_nothing_double_nothing_and_go_on_where_they_were(StoreKind kind)
    {
        using StorePlace place = new(kind, server);
        Random random = new(3);
        KillClient[] clients = [.. Enumerable.Range(0, Sensors).Select(index => new KillClient($"k{index}", index, SpikeEvery))];
        Dictionary<string, long> fits = [];
        string[] arguments = [.. place.Arguments, "--Exmc:CheckpointInterval", "00:00:00.1", "--Exmc:Fleet:FirstFit", "40", "--Exmc:Fleet:Window", "60"];
        int kills = kind == StoreKind.Sqlite ? Kills : Math.Max(3, Kills / 10);
        int warmStarts = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            int known = NoteFits(place, fits);
            warmStarts += known == Sensors ? 1 : 0;
            using ServiceProcess service = new(place.Options.Database, arguments);
            await service.ReadyAsync();
            await CheckWarmAsync(service, fits);
            Task[] sending = [.. clients.Select(client => client.SendUntilKilledAsync(service))];
            if (kind == StoreKind.Postgres && kill == 1)
            {
                await CrashServerAsync(clients);
            }

            if (kill == 0)
            {
                await UntilAllFittedAsync(place);
            }

            await Task.Delay(random.Next(10, 700));
            service.Kill();
            await Task.WhenAll(sending);
        }

        Assert.True(warmStarts == kills - 1, $"only {warmStarts} of {kills} processes started with a fit of every sensor");
        using (ServiceProcess last = new(place.Options.Database, arguments))
        {
            await last.ReadyAsync();
            await last.UntilAsync("/api/sensors", sensors => sensors.EnumerateArray().All(sensor => clients.Any(client => client.IsScored(sensor))));
            Assert.Equal(0, last.Stop());
        }

        NoteFits(place, fits);
        using IFleetStore store = place.Open();
        Array.ForEach(clients, client => client.Check(store));
        Assert.Equal(clients.Sum(client => client.Kept), store.Count());
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}: {kills} kills, {clients.Sum(client => client.Acknowledged)} readings acknowledged, {store.Count()} kept, {store.Alarms(int.MaxValue).Count} alarms, fits up to {fits.Values.Max()}"));
    }

    // A new process goes on with the fits that were kept, before anything is sent to it.
    private static async Task CheckWarmAsync(ServiceProcess service, Dictionary<string, long> fits)
    {
        using JsonDocument document = JsonDocument.Parse(await service.Client.GetStringAsync("/api/sensors"));
        foreach (JsonElement sensor in document.RootElement.EnumerateArray().Where(sensor => fits.ContainsKey(sensor.GetProperty("sensor").GetString()!)))
        {
            Assert.True(sensor.GetProperty("fit") is { ValueKind: JsonValueKind.Object } fit && fit.GetProperty("number").GetInt64() >= fits[sensor.GetProperty("sensor").GetString()!], $"cold after a restart: {sensor}");
        }
    }

    // What the killed process has left behind: no sensor has gone back to an earlier fit.
    private static int NoteFits(StorePlace place, Dictionary<string, long> fits)
    {
        using IFleetStore store = place.Open();
        foreach (StoredSensor sensor in store.Load().Sensors.Where(sensor => sensor.Fit is not null || fits.ContainsKey(sensor.Checkpoint.Sensor)))
        {
            Assert.True(sensor.Fit is not null, $"{sensor.Checkpoint.Sensor} has lost its fit");
            Assert.True(sensor.Fit.Number >= fits.GetValueOrDefault(sensor.Checkpoint.Sensor), $"{sensor.Checkpoint.Sensor} went back to fit {sensor.Fit.Number}");
            fits[sensor.Checkpoint.Sensor] = sensor.Fit.Number;
        }

        return fits.Count;
    }

    // However long the machine takes: the first kill comes when every sensor's first fit is kept.
    private static async Task UntilAllFittedAsync(StorePlace place)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (CountFits(place) < Sensors)
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), "The first fits took longer than a minute.");
            await Task.Delay(100);
        }
    }

    private static long CountFits(StorePlace place) => Convert.ToInt64(place.Execute("SELECT COUNT(DISTINCT sensor) FROM fit"), CultureInfo.InvariantCulture);

    private async Task CrashServerAsync(KillClient[] clients)
    {
        await Task.Delay(200);
        server.Crash();
        await Task.Delay(300);
        server.Start();
        int[] before = [.. clients.Select(client => client.Acknowledged)];
        Stopwatch waited = Stopwatch.StartNew();
        while (waited.Elapsed < TimeSpan.FromSeconds(60) && clients.Zip(before).Any(one => one.First.Acknowledged <= one.Second))
        {
            await Task.Delay(50);
        }

        Assert.All(clients.Zip(before), one => Assert.True(one.First.Acknowledged > one.Second, "the service has not found its way back to the server"));
    }
}
