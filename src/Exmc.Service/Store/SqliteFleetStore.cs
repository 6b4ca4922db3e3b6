// The fleet in a SQLite file.
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Exmc.Service.Store;

/// <summary>Write-ahead log, and every commit is synced to the disk before it returns.</summary>
public sealed class SqliteFleetStore : SqlFleetStore
{
    // A transaction takes the file's write lock when it begins.
    private const string BeginsImmediately = "SELECT 1";
    private const long LargestIdleLog = 64 << 20;
    private readonly SqliteConnection _writer;
    private readonly string _connection;

    // Prepared once; a statement is used by the one writer.
    private readonly Dictionary<Upsert, SqliteCommand> _inserts = [];

    /// <summary>Removes a database that nobody has open; there need not be one.</summary>
    public static void Remove(string file)
    {
        // The log and its index lie beside the file.
        foreach (string ending in new[] { string.Empty, "-wal", "-shm" })
        {
            File.Delete(file + ending);
        }
    }

    /// <summary>Opens or makes the file.</summary>
    /// <exception cref="InvalidDataException">The file is of a newer program.</exception>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public SqliteFleetStore(string file)
    {
        _connection = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString;
        _writer = new SqliteConnection(_connection);
        try
        {
            _writer.Open();
            using SqliteCommand command = _writer.CreateCommand();
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA journal_size_limit = {LargestIdleLog};");
            command.ExecuteNonQuery();
            Migrations.Run(_writer, file, SqliteSchema.Steps, BeginsImmediately, "SELECT user_version FROM pragma_user_version", "PRAGMA user_version = {0}");
        }
        catch
        {
            _writer.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (SqliteCommand command in _inserts.Values)
            {
                command.Dispose();
            }

            _writer.Dispose();
        }
    }

    private protected override T Write<T>(Func<DbTransaction, T> work)
    {
        using SqliteTransaction transaction = _writer.BeginTransaction();
        T result = work(transaction);
        transaction.Commit();
        return result;
    }

    private protected override DbConnection OpenReader()
    {
        SqliteConnection connection = new(_connection);
        connection.Open();
        return connection;
    }

    private protected override int Insert(DbTransaction transaction, Upsert upsert, params Array[] columns)
    {
        if (!_inserts.TryGetValue(upsert, out SqliteCommand? command))
        {
            _inserts.Add(upsert, command = Prepare(upsert));
        }

        command.Transaction = (SqliteTransaction)transaction;
        int changed = 0;
        for (int row = 0; row < columns[0].Length; row++)
        {
            for (int column = 0; column < columns.Length; column++)
            {
                command.Parameters[column].Value = columns[column].GetValue(row) ?? DBNull.Value;
            }

            changed += command.ExecuteNonQuery();
        }

        return changed;
    }

    private SqliteCommand Prepare(Upsert upsert)
    {
        SqliteCommand command = _writer.CreateCommand();
        string[] names = [.. upsert.Columns.Select((_, k) => string.Create(CultureInfo.InvariantCulture, $"@p{k}"))];
        command.CommandText = $"{upsert.Head}VALUES ({string.Join(", ", names)}){upsert.Tail}";
        foreach (string name in names)
        {
            command.Parameters.Add(new SqliteParameter(name, null));
        }

        return command;
    }
}
