// Readings through a real broker in the test's process.
using System.Diagnostics;
using System.Text.Json;
using Exmc.Service.Store;
using MQTTnet.Protocol;
using MQTTnet.Server;
using MQTTnet;
using Xunit;

namespace Exmc.Service.Tests;

public class MqttTests
{
    [Fact]
    public async Task Readings_come_once_retained_ones_do_not_and_the_service_comes_back_to_its_broker()
    {
        string file = ServiceProcess.NewDatabase();
        int port = ServiceProcess.FreePort();
        using ServiceProcess service = new(file, "--Exmc:MqttHost", "127.0.0.1", "--Exmc:MqttPort", $"{port}");
        try
        {
            // The service is there before its broker: it has to try again.
            await service.ReadyAsync();
            MqttServerFactory servers = new();
            using MqttServer broker = servers.CreateMqttServer(servers.CreateServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointPort(port).Build());
            await broker.StartAsync();
            MqttClientFactory clients = new();
            using IMqttClient client = clients.CreateMqttClient();
            await client.ConnectAsync(clients.CreateClientOptionsBuilder().WithTcpServer("127.0.0.1", port).Build());
            await client.PublishStringAsync("exmc/old", "7", MqttQualityOfServiceLevel.AtLeastOnce, retain: true);
            Stopwatch waited = Stopwatch.StartNew();
            while ((await broker.GetClientsAsync()).Count < 2 || !(await broker.GetSessionsAsync()).Any(session => session.Id == "exmc-service"))
            {
                Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), "The service has not come to its broker within a minute.");
                await Task.Delay(50);
            }

            // Until the subscription stands, what is published reaches nobody: the first reading is sent until it shows.
            DateTime time = DateTime.UtcNow;
            string first = JsonSerializer.Serialize(new { time, value = 1.5 });
            await service.UntilAsync("/api/counters", counters =>
            {
                client.PublishStringAsync("exmc/hall/p1", first, MqttQualityOfServiceLevel.AtLeastOnce).GetAwaiter().GetResult();
                return counters.GetProperty("accepted").GetInt64() == 1 && counters.GetProperty("duplicates").GetInt64() > 0;
            });
            await client.PublishStringAsync("exmc/p2", "2.5", MqttQualityOfServiceLevel.AtLeastOnce);
            await client.PublishStringAsync("exmc/p2", "no number", MqttQualityOfServiceLevel.AtLeastOnce);
            await service.UntilAsync("/api/counters", counters => counters.GetProperty("quarantined").GetInt64() == 1 && counters.GetProperty("scored").GetInt64() == 2);
            JsonElement sensors = await service.UntilAsync("/api/sensors", _ => true);
            Assert.Equal(["hall/p1", "p2"], sensors.EnumerateArray().Select(sensor => sensor.GetProperty("sensor").GetString()));
        }
        finally
        {
            service.Kill();
            SqliteFleetStore.Remove(file);
        }
    }
}
