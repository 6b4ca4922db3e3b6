// An empty database of one test.
using System.Data.Common;
using Exmc.Fleet.Live;
using Exmc.Service.Store;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Exmc.Service.Tests.Stores;

/// <summary>Opened as often as the test likes; a SQLite file is removed afterwards, a PostgreSQL database goes with its server.</summary>
internal sealed class StorePlace : IDisposable
{
    private readonly string _file = ServiceProcess.NewDatabase();

    public StorePlace(StoreKind kind, PostgresServer server) =>
        Options = kind == StoreKind.Postgres
            ? new ServiceOptions { Store = FleetStores.Postgres, ConnectionString = server.NewDatabase() }
            : new ServiceOptions { Database = _file };

    public ServiceOptions Options { get; }

    /// <summary>Arguments of the program that choose this database.</summary>
    public string[] Arguments => ["--Exmc:Store", Options.Store, "--Exmc:ConnectionString", Options.ConnectionString, "--Exmc:Database", Options.Database];

    public IFleetStore Open() => FleetStores.Open(Options);

    /// <summary>A connection past the store.</summary>
    public DbConnection Connect()
    {
        DbConnection connection = Options.Store == FleetStores.Postgres ? new NpgsqlConnection(Options.ConnectionString) : new SqliteConnection($"Data Source={_file};Pooling=false");
        connection.Open();
        return connection;
    }

    /// <summary>Runs text past the store.</summary>
    public object? Execute(string text)
    {
        using DbConnection connection = Connect();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }

    public void Dispose() => SqliteFleetStore.Remove(_file);
}
