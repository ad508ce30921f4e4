using System.Diagnostics;
using System.Text.Json;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Operations;

/// <summary>The program's commands beside serving: what they say, and what they end with.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskrelay-operations-");

    private static Dictionary<string, string> Settings => new()
    {
        ["GitHub:ApiBaseUrl"] = "http://127.0.0.1:9",
        ["GitHub:WebhookSecret"] = "a webhook secret",
    };

    private string Database => Path.Combine(_folder.FullName, "data", "taskrelay.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Help_names_every_command_and_what_is_unknown_is_a_fault()
    {
        var (code, output, _) = await RunAsync("--help");
        Assert.Equal(0, code);
        Assert.All(new[] { "backup", "restore", "doctor", "migrate", "demo" }, name => Assert.Contains(name, output, StringComparison.Ordinal));
        (code, output, _) = await RunAsync("help", "backup");
        Assert.Equal(0, code);
        Assert.Contains("--no-keys", output, StringComparison.Ordinal);
        foreach (var words in new[] { new[] { "bakup" }, ["backup"], ["backup", "a", "--fast"], ["doctor", "now"] })
        {
            (code, output, var errors) = await RunAsync(words);
            Assert.Equal((2, ""), (code, output));
            Assert.Contains("--help", errors, StringComparison.Ordinal);
        }

        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task A_database_is_made_by_migrate_once_and_a_look_makes_none()
    {
        var (code, output, _) = await RunAsync("migrate", "--check");
        Assert.Equal(1, code);
        Assert.Contains("_Initial", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Database));
        (code, output, var errors) = await RunAsync("migrate");
        Assert.True(code == 0, errors);
        Assert.Contains("were applied", output, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Database));
        foreach (var again in new[] { new[] { "migrate" }, ["migrate", "--check"] })
        {
            (code, output, _) = await RunAsync(again);
            Assert.Equal(0, code);
            Assert.Contains("nothing is to be done", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_not_touched()
    {
        await RunAsync("migrate");
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO __EFMigrationsHistory VALUES ('20990101000000_Later', '99.0.0')";
            await command.ExecuteNonQueryAsync();
        }

        var (code, output) = await RelayProcess.RunToEndAsync(new Dictionary<string, string>(Settings)
        {
            ["ConnectionStrings:TaskRelay"] = $"Data Source={Database}",
            ["DataProtection:KeysPath"] = Path.Combine(_folder.FullName, "keys"),
        });
        Assert.Equal(1, code);
        Assert.Contains("used by a newer TaskRelay", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_says_what_the_check_of_the_server_says_and_makes_nothing()
    {
        var (code, output, _) = await RunAsync("doctor");
        Assert.Equal(1, code);
        Assert.Matches("fail +database +The database file is gone", output);
        Assert.False(File.Exists(Database));

        await RunAsync("migrate");
        (code, output, var errors) = await RunAsync("doctor", "--json");
        Assert.Equal((1, ""), (code, errors));
        var report = JsonSerializer.Deserialize<JsonElement>(output);
        Assert.Equal("not_ready", report.GetProperty("status").GetString());
        var checks = report.GetProperty("checks").EnumerateArray().ToDictionary(check => check.GetProperty("name").GetString()!, check => check.GetProperty("status").GetString());
        Assert.Equal(("pass", "pass", "pass", "fail"), (checks["database"], checks["migrations"], checks["webhook_secret"], checks["oauth_client"]));

        (code, _, errors) = await RunAsync("doctor", "--Queue:MaxRunning", "many");
        Assert.Equal(2, code);
        Assert.Contains("Queue:MaxRunning", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_PostgreSQL_backup_and_restore_name_its_own_tools_and_pretend_nothing()
    {
        foreach (var (command, tool) in new[] { ("backup", "pg_dump"), ("restore", "pg_restore") })
        {
            var file = Path.Combine(_folder.FullName, "file");
            var (code, output, errors) = await RunAsync(command, file, "--Database:Provider", "postgres");
            Assert.Equal((3, ""), (code, output));
            Assert.Contains(tool, errors, StringComparison.Ordinal);
            Assert.Contains("keys", errors, StringComparison.Ordinal);
            Assert.False(File.Exists(file));
        }
    }

    [Fact]
    public async Task A_damaged_database_is_not_backed_up_as_if_it_were_whole()
    {
        await RunAsync("migrate");
        await using (var file = File.OpenWrite(Database))
        {
            file.Seek(3 * 4096, SeekOrigin.Begin);
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, 8 * 4096).ToArray());
        }

        var target = Path.Combine(_folder.FullName, "backup.tar.gz");
        var (code, _, errors) = await RunAsync("backup", target);
        Assert.Equal(1, code);
        Assert.Contains("The database is damaged", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public async Task A_backup_of_a_database_that_is_not_there_says_where_it_looked()
    {
        var (code, _, errors) = await RunAsync("backup", Path.Combine(_folder.FullName, "backup.tar.gz"));
        Assert.Equal(1, code);
        Assert.Contains(Database, errors, StringComparison.Ordinal);
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Theory]
    [InlineData("The store ")]
    [InlineData("Now listening on")]
    [InlineData("Application started")]
    public async Task Asked_to_stop_while_it_starts_the_server_ends_as_asked(string sign)
    {
        var settings = new Dictionary<string, string>(Settings) { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["Logging:LogLevel:Default"] = "Information" };
        using var process = RelayCommand.Start(_folder.FullName, settings, ["dotnet", Path.Combine(RelayProcess.AppFolder, "TaskRelay.Web.dll")]);
        var errors = process.StandardError.ReadToEndAsync();
        var seen = new List<string>();
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2)) is { } line)
        {
            seen.Add(line);
            if (line.Contains(sign, StringComparison.Ordinal))
            {
                break;
            }
        }

        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        seen.Add(await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.True(process.ExitCode == 0, $"It ended with {process.ExitCode}:\n{string.Join('\n', seen)}{await errors}");
        Assert.Equal("", await errors);

        // The defaults beside the program hold, though it was started elsewhere: no line for each look into the database.
        Assert.DoesNotContain(seen, line => line.Contains("Executed DbCommand", StringComparison.Ordinal));
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => RelayCommand.RunAsync(_folder.FullName, Settings, arguments);
}
