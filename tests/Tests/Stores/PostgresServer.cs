using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(Vauban.Tests.Stores.PostgresServer))]

namespace Vauban.Tests.Stores;

/// <summary>A real PostgreSQL server for the tests of one run: made in a temporary folder when the first test asks for it, gone at the end.</summary>
public sealed class PostgresServer : IDisposable
{
    const string Password = "p@ss/w:rd";
    readonly Lock _lock = new();
    DirectoryInfo? _folder;
    Process? _process;
    int _port, _databases;

    /// <summary>The address of a new, empty database. Skips the test where PostgreSQL is missing; on CI it fails.</summary>
    public string NewDatabase()
    {
        lock (_lock)
        {
            if (_process is null) Start();
            var name = "t" + (++_databases).ToString(CultureInfo.InvariantCulture);
            Execute("postgres", $"CREATE DATABASE {name}");
            return $"postgres://tester:{Uri.EscapeDataString(Password)}@127.0.0.1:{_port}/{name}";
        }
    }

    /// <summary>Runs a statement past the store.</summary>
    public void Execute(string database, string sql)
    {
        using var connection = new NpgsqlConnection(Connect(database));
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    string Connect(string database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = _port, Username = "tester", Password = Password, Database = database, Pooling = false }.ToString();

    void Start()
    {
        var bin = Programs();
        if (bin is null)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "PostgreSQL is missing; ./test installs it.");
            Assert.Skip("PostgreSQL is missing.");
        }
        _folder = Directory.CreateTempSubdirectory("vauban-pg");
        var data = Path.Combine(_folder.FullName, "data");
        File.WriteAllText(Path.Combine(_folder.FullName, "password"), Password);
        // The server refuses to run as root: root hands the folder to the account that Debian's package makes.
        var other = Environment.UserName == "root" ? "postgres" : null;
        if (other is not null) Wait(new("chown", ["-R", other, _folder.FullName]));
        string[] Prefix() => other is null ? [] : ["runuser", "-u", other, "--"];
        Wait(Command([.. Prefix(), $"{bin}/initdb", "-D", data, "-U", "tester", "-A", "scram-sha-256", "--pwfile", Path.Combine(_folder.FullName, "password"), "-E", "UTF8", "--locale", "C", "--locale-provider", "icu", "--icu-locale", "en-US", "--no-sync"]));
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            _port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        // The shell ends the server when its input ends: also when this process is killed.
        var server = $"'{bin}/postgres' -D '{data}' -p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=50";
        var start = Command([.. Prefix(), "sh", "-c", $"{server} >'{_folder.FullName}/log' 2>&1 </dev/null & p=$!; cat >/dev/null; kill -INT $p; wait $p"]);
        start.RedirectStandardInput = true;
        _process = Process.Start(start)!;
        WaitUntilOpen();
    }

    void WaitUntilOpen()
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                Execute("postgres", "SELECT 1");
                return;
            }
            catch (NpgsqlException) when (clock.Elapsed < TimeSpan.FromSeconds(30) && !_process!.HasExited)
            {
                _process.WaitForExit(50);
            }
        }
    }

    static string? Programs()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(f => f.Length > 0);
        var debian = Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderByDescending(f => f, StringComparer.Ordinal).Select(f => f + "/bin") : [];
        return OperatingSystem.IsWindows() ? null : folders.Concat(debian).FirstOrDefault(f => File.Exists(Path.Combine(f, "initdb")) && File.Exists(Path.Combine(f, "postgres")));
    }

    static ProcessStartInfo Command(string[] words) => new(words[0], words[1..]) { WorkingDirectory = "/" };

    static void Wait(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}: {error.Result}");
    }

    /// <summary>Ends the server.</summary>
    public void Dispose()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            _process.WaitForExit();
            _process.Dispose();
        }
        _folder?.Delete(recursive: true);
    }
}
