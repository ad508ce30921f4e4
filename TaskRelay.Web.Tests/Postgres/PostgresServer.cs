using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TaskRelay.Web.Data.Postgres;

namespace TaskRelay.Web.Tests.Postgres;

/// <summary>
/// A real PostgreSQL in a temporary folder, started by the first test that needs one and ended with the tests: its shell
/// waits for the end of its input, which comes when this process is gone, however it went. Each database is a copy of
/// one that was migrated once.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>A canary: it may turn up nowhere.</summary>
    public const string Password = "pg-canary-4Rk8Tw2Zx6";

    private const string Template = "relay_template";

    private static readonly SemaphoreSlim Starting = new(1);
    private static PostgresServer? _running;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskrelay-pg-");
    private readonly SemaphoreSlim _making = new(1);
    private readonly int _port = FreePort();
    private Process? _process;
    private int _databases;

    /// <summary>The server of this run.</summary>
    public static async Task<PostgresServer> GetAsync()
    {
        await Starting.WaitAsync();
        try
        {
            if (_running is null)
            {
                var server = new PostgresServer();
                await server.StartAsync();
                _running = server;
            }

            return _running;
        }
        finally
        {
            Starting.Release();
        }
    }

    /// <summary>Ends it, if it was started.</summary>
    public static ValueTask StopAsync() => _running?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>A migrated database of the caller's own.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"relay_{Interlocked.Increment(ref _databases)}";

        // Two copies of one template at a time are refused.
        await _making.WaitAsync();
        try
        {
            await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {Template}");
        }
        finally
        {
            _making.Release();
        }

        return ConnectionString(name);
    }

    /// <summary>An empty database, without a schema.</summary>
    public async Task<string> EmptyDatabaseAsync()
    {
        var name = $"relay_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>Removes a database, with whoever still uses it.</summary>
    public Task DropAsync(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        return ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    /// <summary>Ends every connection of a database, as a restart of the server would.</summary>
    public Task EndConnectionsAsync(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        return ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()");
    }

    /// <summary>Runs a statement as the server's owner.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
            process.Dispose();
        }

        _folder.Delete(recursive: true);
        _making.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Database={database};Username=relay;Password={Password}";

    private async Task StartAsync()
    {
        var programs = PostgresPrograms.Find();
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "password"), Password);
        await programs.GiveAsync(_folder.FullName);
        var data = Path.Combine(_folder.FullName, "data");
        await programs.RunAsync(
            "initdb", "-D", data, "-U", "relay", "--auth-host=scram-sha-256", "--auth-local=trust", $"--pwfile={_folder.FullName}/password", "-E", "UTF8", "--locale=C.UTF-8");
        _process = programs.Serve(
            _folder.FullName, data, "-p", $"{_port}", "-k", _folder.FullName, "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300");
        await WaitAsync();
        await ExecuteAsync($"CREATE DATABASE {Template}");
        await using var context = new PostgresRelayDbContext(
            new DbContextOptionsBuilder<PostgresRelayDbContext>().UseNpgsql(ConnectionString(Template) + ";Pooling=false").Options);
        await context.Database.MigrateAsync();
    }

    private async Task WaitAsync()
    {
        for (var tried = 0; ; tried++)
        {
            try
            {
                await ExecuteAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (tried < 1200 && !_process!.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }
}
