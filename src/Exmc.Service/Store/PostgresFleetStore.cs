// The fleet in a PostgreSQL database.
using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace Exmc.Service.Store;

/// <summary>Rows go over in arrays, one statement per table; commits wait for the server's log to be synced, whatever its default is.</summary>
public sealed class PostgresFleetStore : SqlFleetStore
{
    private const string Synced = "-c synchronous_commit=on";

    // Programs that start together bring the schema up one after the other: the lock is held to the end of the transaction.
    private const string Hold = "SELECT pg_advisory_xact_lock(7305140)";

    private readonly NpgsqlDataSource _source;

    /// <summary>Connects, and makes the tables where they are missing.</summary>
    /// <exception cref="InvalidDataException">The database is of a newer program.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached or refuses.</exception>
    public PostgresFleetStore(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings = new(connectionString) { MaxAutoPrepare = 40 };
        settings.Options = string.IsNullOrEmpty(settings.Options) ? Synced : $"{settings.Options} {Synced}";
        _source = NpgsqlDataSource.Create(settings);
        try
        {
            using NpgsqlConnection connection = _source.OpenConnection();
            Migrations.Run(
                connection,
                settings.Database ?? settings.Username ?? string.Empty,
                PostgresSchema.Steps,
                Hold + "; CREATE TABLE IF NOT EXISTS exmc_schema (version INTEGER NOT NULL)",
                "SELECT coalesce(max(version), 0) FROM exmc_schema",
                "DELETE FROM exmc_schema; INSERT INTO exmc_schema VALUES ({0})");
        }
        catch
        {
            _source.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
        }
    }

    private protected override T Write<T>(Func<DbTransaction, T> work)
    {
        using NpgsqlConnection connection = _source.OpenConnection();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        T result = work(transaction);
        transaction.Commit();
        return result;
    }

    private protected override DbConnection OpenReader() => _source.OpenConnection();

    private protected override int Insert(DbTransaction transaction, Upsert upsert, params Array[] columns)
    {
        string[] arrays = [.. upsert.Columns.Select((column, k) => string.Create(CultureInfo.InvariantCulture, $"@p{k}::{TypeOf(column.Kind)}[]"))];
        using NpgsqlCommand command = new($"{upsert.Head}SELECT * FROM unnest({string.Join(", ", arrays)}){upsert.Tail}", (NpgsqlConnection)transaction.Connection!, (NpgsqlTransaction)transaction);
        for (int k = 0; k < columns.Length; k++)
        {
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"p{k}"), columns[k]);
        }

        return command.ExecuteNonQuery();
    }

    private static string TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Text => "text",
        ColumnKind.Whole => "bigint",
        ColumnKind.Number => "double precision",
        _ => "bytea",
    };
}
