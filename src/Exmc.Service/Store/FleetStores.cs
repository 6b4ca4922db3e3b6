// Which store the options ask for.
using Exmc.Fleet.Live;
using Npgsql;

namespace Exmc.Service.Store;

/// <summary>Opens the store of the options.</summary>
public static class FleetStores
{
    /// <summary>Name of the SQLite store, <c>Exmc:Store</c>.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>Name of the PostgreSQL store.</summary>
    public const string Postgres = "postgres";

    /// <summary>Opens it, with its schema brought up.</summary>
    /// <exception cref="InvalidDataException">The database is of a newer program.</exception>
    /// <exception cref="System.Data.Common.DbException">The database cannot be opened.</exception>
    public static IFleetStore Open(ServiceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Store == Postgres ? new PostgresFleetStore(options.ConnectionString) : new SqliteFleetStore(options.Database);
    }

    /// <summary>What is wrong with the options of the store; null when nothing is. A connection string may hold a password and is not repeated.</summary>
    internal static string? Problem(ServiceOptions options) => options.Store switch
    {
        Sqlite => options.Database.Length == 0 ? "Exmc:Database must name a file." : null,
        Postgres => IsConnection(options.ConnectionString) ? null : "Exmc:ConnectionString must be a connection string of Npgsql with a Host, for example 'Host=localhost;Database=exmc;Username=exmc', when Exmc:Store is 'postgres'.",
        _ => $"Exmc:Store must be '{Sqlite}' or '{Postgres}', not '{options.Store}'.",
    };

    private static bool IsConnection(string text)
    {
        try
        {
            return !string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(text).Host);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return false;
        }
    }
}
