// Brings a database to the schema of this program.
using System.Data.Common;
using System.Globalization;

namespace Exmc.Service.Store;

internal static class Migrations
{
    /// <summary>Runs the steps that a database has not seen, each in a transaction with its version.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="database">Name of the database, for messages.</param>
    /// <param name="steps">All steps; their number is the newest version.</param>
    /// <param name="hold">Text that holds other programs off until the transaction ends.</param>
    /// <param name="ask">Text that asks for the version.</param>
    /// <param name="keep">Text that keeps a version, with {0} in its place.</param>
    /// <exception cref="InvalidDataException">The database is newer than this program.</exception>
    public static void Run(DbConnection connection, string database, IReadOnlyList<string> steps, string hold, string ask, string keep)
    {
        int version;
        do
        {
            using DbTransaction transaction = connection.BeginTransaction();
            Execute(transaction, hold);
            version = Convert.ToInt32(Execute(transaction, ask), CultureInfo.InvariantCulture);
            if (version > steps.Count)
            {
                throw new InvalidDataException(
                    $"The database '{database}' has schema {version}, and this program knows {steps.Count}. Run a newer program; schemas only go forward.");
            }

            if (version < steps.Count)
            {
                Execute(transaction, steps[version]);
                Execute(transaction, string.Format(CultureInfo.InvariantCulture, keep, ++version));
            }

            transaction.Commit();
        }
        while (version < steps.Count);
    }

    private static object? Execute(DbTransaction transaction, string text)
    {
        using DbCommand command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        return command.ExecuteScalar();
    }
}
