// What keeps the service from starting, and what a demo leaves behind.
using System.Net;
using System.Net.Sockets;
using Exmc.Service.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Exmc.Service.Tests;

[Collection(LocalService.Name)]
public sealed class StartTests : IDisposable
{
    private readonly string _file = ServiceProcess.NewDatabase();

    public void Dispose() => SqliteFleetStore.Remove(_file);

    [Fact]
    public async Task An_address_that_is_taken_is_named_in_a_line()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string address = $"http://{taken.LocalEndpoint}";
        await CheckAsync(["address already in use", address, "--urls"], "--Exmc:Database", _file, "--urls", address);
    }

    [Fact]
    public async Task A_broker_port_of_the_demo_that_is_taken_is_named_in_a_line()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await CheckAsync([$"cannot listen at 127.0.0.1:{port}", "--Exmc:MqttPort"], "--demo", "--Exmc:Database", _file, "--Exmc:MqttPort", $"{port}", "--urls", "http://127.0.0.1:0");
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_named_in_a_line()
    {
        new SqliteFleetStore(_file).Dispose();
        using (SqliteConnection connection = new($"Data Source={_file};Pooling=false"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        await CheckAsync([_file, "schema 99"], "--Exmc:Database", _file, "--urls", "http://127.0.0.1:0");
    }

    [Theory]
    [InlineData("Exmc:Database", "--Exmc:Database", "/nowhere/at/all.db")]
    [InlineData("Exmc:ConnectionString", "--Exmc:Store", "postgres", "--Exmc:ConnectionString", "Host=127.0.0.1;Port=9;Database=d;Username=u")]
    public Task A_store_that_cannot_be_opened_is_told_in_a_line(string option, params string[] args) =>
        CheckAsync(["The store cannot be opened", option], [.. args, "--urls", "http://127.0.0.1:0"]);

    [Fact]
    public async Task A_demo_takes_its_own_database_away_and_no_other()
    {
        string own;
        await using (WebApplication app = FleetHost.Create(["--demo", "--Exmc:DemoSensors", "1", "--Exmc:MqttPort", $"{ServiceProcess.FreePort()}", "--urls", "http://127.0.0.1:0"]))
        {
            own = app.Services.GetRequiredService<IOptions<ServiceOptions>>().Value.Database;
            await app.StartAsync();
            Assert.True(File.Exists(own));
            await app.StopAsync();
        }

        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(own)!, Path.GetFileName(own) + "*"));
        await using (WebApplication app = FleetHost.Create(["--demo", "--Exmc:DemoSensors", "1", "--Exmc:Database", _file, "--Exmc:MqttPort", $"{ServiceProcess.FreePort()}", "--urls", "http://127.0.0.1:0"]))
        {
            await app.StartAsync();
            await app.StopAsync();
        }

        Assert.True(File.Exists(_file));
    }

    [Theory]
    [InlineData("127.0.0.1", 200)]
    [InlineData("localhost", 200)]
    [InlineData("rebound.example", 400)]
    public async Task On_loopback_the_service_answers_to_the_names_of_loopback_alone(string host, int status)
    {
        await using LocalService service = await LocalService.StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/sensors");
        request.Headers.Host = $"{host}:{service.Client.BaseAddress!.Port}";
        using HttpResponseMessage answer = await service.Client.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    private static async Task CheckAsync(string[] said, params string[] args)
    {
        using StringWriter output = new(), error = new();
        Assert.Equal(1, await FleetHost.RunAsync(args, output, error));
        Assert.Empty(output.ToString());
        string line = error.ToString().TrimEnd();
        Assert.DoesNotContain('\n', line);
        Assert.All(said, part => Assert.Contains(part, line, StringComparison.Ordinal));
    }
}
