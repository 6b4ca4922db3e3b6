// A PostgreSQL server of the tests' own.
using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Xunit;

namespace Exmc.Service.Tests.Stores;

/// <summary>
/// A cluster in a temporary folder, reached by a socket in it; the server is started when the first database is asked for. It does not run as
/// root: where the tests do, it is given to the user "postgres", or to "nobody".
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private readonly string _folder = Path.Combine("/tmp", $"exmc-pg-{Guid.NewGuid():N}"[..20]);
    private int _databases;
    private bool _isRunning;

    /// <summary>Why no server can be started; null when one can.</summary>
    public static string? Missing => Programs() is null
        ? "There is no PostgreSQL server in /usr/lib/postgresql/*/bin: install Debian's package 'postgresql'."
        : null;

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public string NewDatabase()
    {
        if (!_isRunning)
        {
            Make();
            Start();
        }

        string name = string.Create(CultureInfo.InvariantCulture, $"test{++_databases}");
        using NpgsqlConnection connection = new(ConnectionTo("postgres"));
        connection.Open();
        using NpgsqlCommand command = new($"CREATE DATABASE {name}", connection);
        command.ExecuteNonQuery();
        return ConnectionTo(name);
    }

    public void Start()
    {
        // The server's own folder for its log and socket; its messages are not the tests'.
        Run("pg_ctl", "-D", Path.Combine(_folder, "data"), "-l", Path.Combine(_folder, "log"), "-w", "-o", $"-c listen_addresses='' -c unix_socket_directories='{_folder}'", "start");
        _isRunning = true;
    }

    /// <summary>Ends it at once, as a crash would: it recovers from its log at the next start.</summary>
    public void Crash()
    {
        Run("pg_ctl", "-D", Path.Combine(_folder, "data"), "-w", "-m", "immediate", "stop");
        _isRunning = false;
    }

    public void Dispose()
    {
        if (_isRunning)
        {
            Crash();
        }

        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static string? Programs() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order().LastOrDefault()
        : null;

    private void Make()
    {
        Directory.CreateDirectory(_folder);
        if (Environment.IsPrivilegedProcess)
        {
            Execute("chown", UserOfServer, _folder);
        }

        Run("initdb", "-D", Path.Combine(_folder, "data"), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync");
    }

    private string ConnectionTo(string database) => $"Host={_folder};Username=postgres;Database={database}";

    private static string UserOfServer => File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    private static void Run(string program, params string[] arguments)
    {
        string path = Path.Combine(Programs()!, program);
        if (Environment.IsPrivilegedProcess)
        {
            Execute("runuser", ["-u", UserOfServer, "--", path, .. arguments]);
        }
        else
        {
            Execute(path, arguments);
        }
    }

    // Output goes nowhere: a server that inherited a pipe would keep it open for as long as it runs.
    private static void Execute(string program, params string[] arguments)
    {
        string line = string.Join(' ', arguments.Prepend(program).Select(argument => $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"cd / && exec {line} > /dev/null 2>&1 < /dev/null"]))!;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {line}");
    }
}
