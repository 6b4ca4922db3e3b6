// A prepared statement that is run many times.
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Exmc.Service.Store;

/// <summary>Parameters are $1, $2, ...</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteCommand _command;

    public SqliteStatement(SqliteTransaction transaction, string text, int parameters)
    {
        _command = transaction.Connection!.CreateCommand();
        _command.Transaction = transaction;
        _command.CommandText = text;
        for (int i = 1; i <= parameters; i++)
        {
            _command.Parameters.Add(new SqliteParameter(string.Create(CultureInfo.InvariantCulture, $"${i}"), null));
        }
    }

    /// <summary>Runs it.</summary>
    /// <returns>Rows that were changed.</returns>
    public int Run(params ReadOnlySpan<object> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i];
        }

        return _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();
}
