// exmc-service export: the store as Parquet files, without a running service.
using Exmc.Fleet.Live;

namespace Exmc.Service.Store;

/// <summary><c>export --store FILE|CONNECTION --output FOLDER</c>: a SQLite file, or a connection string of PostgreSQL.</summary>
internal static class ExportCommand
{
    private const string Usage = "Use: export --store FILE|CONNECTION-STRING --output FOLDER";

    /// <returns>0, or 2 when the arguments or the store cannot be used.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken ct = default)
    {
        if (args is not ["--store", string place, "--output", string folder])
        {
            await errors.WriteLineAsync(Usage).ConfigureAwait(false);
            return 2;
        }

        bool isServer = place.Contains('=', StringComparison.Ordinal);
        if (!isServer && !File.Exists(place))
        {
            await errors.WriteLineAsync($"There is no file '{place}'.").ConfigureAwait(false);
            return 2;
        }

        try
        {
            using IFleetStore store = FleetStores.Open(isServer
                ? new ServiceOptions { Store = FleetStores.Postgres, ConnectionString = place }
                : new ServiceOptions { Database = place });
            long count = await ParquetExport.WriteAsync(store, folder, ct).ConfigureAwait(false);
            await output.WriteLineAsync($"{count} readings are in '{folder}'.").ConfigureAwait(false);
            return 0;
        }
        catch (Exception exception) when (exception is System.Data.Common.DbException or InvalidDataException or IOException or ArgumentException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return 2;
        }
    }
}
