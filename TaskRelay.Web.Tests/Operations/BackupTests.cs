using System.Formats.Tar;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using TaskRelay.Benchmarks.Backups;
using TaskRelay.Simulator.Anthropic;
using TaskRelay.Web.Tests.Relay;
using TaskRelay.Web.Tests.Settings;

namespace TaskRelay.Web.Tests.Operations;

/// <summary>Backups of a running TaskRelay, and restores, by the commands themselves.</summary>
public sealed class BackupTests(SettingsWorld world) : IClassFixture<SettingsWorld>, IDisposable
{
    private const string Key = "sk-ant-backup-7Hd3Kp9Vx2Qm";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskrelay-operations-");

    private string File => Path.Combine(_folder.FullName, "backup.tar.gz");

    private Dictionary<string, string> Source => new()
    {
        ["ConnectionStrings:TaskRelay"] = $"Data Source={world.World.Path("taskrelay.db")}",
        ["DataProtection:KeysPath"] = world.World.Path("keys"),
    };

    private Dictionary<string, string> Target => new()
    {
        ["ConnectionStrings:TaskRelay"] = $"Data Source={Path.Combine(_folder.FullName, "new", "taskrelay.db")}",
        ["DataProtection:KeysPath"] = Path.Combine(_folder.FullName, "new", "keys"),
    };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_backup_of_a_running_instance_starts_on_an_empty_machine_and_its_secrets_open()
    {
        world.World.GitHub.Anthropic.Set(Key, AnthropicKeyState.Valid);
        using var stored = await world.Writer.SendAsync(
            HttpMethod.Put, "/api/config/provider-credentials", new { provider = "anthropic", values = new Dictionary<string, string> { ["ANTHROPIC_API_KEY"] = Key } });
        Assert.True(stored.IsSuccessStatusCode);
        var (code, output, errors) = await BackUpAsync();
        Assert.True(code == 0, errors);
        Assert.Contains("encryption keys: who has this file can open every stored secret", output, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Equal([File], Directory.GetFiles(_folder.FullName));

        (code, output, errors) = await RestoreAsync();
        Assert.True(code == 0, errors);
        Assert.Contains("Restored", output, StringComparison.Ordinal);
        await using var relay = await RelayProcess.StartAsync(new Dictionary<string, string>(Target)
        {
            ["GitHub:WebBaseUrl"] = world.World.GitHub.Url.ToString().TrimEnd('/'),
            ["GitHub:ApiBaseUrl"] = world.World.GitHub.Url.ToString().TrimEnd('/'),
            ["GitHub:ClientId"] = world.World.GitHub.App.ClientId,
            ["GitHub:ClientSecret"] = world.World.GitHub.App.ClientSecret,
            ["Anthropic:BaseUrl"] = world.World.GitHub.AnthropicUrl,
        });

        // The session is a secret as well: the same cookie is known there.
        using var browser = new Auth.TestBrowser(relay.Address);
        foreach (var (name, value) in world.Writer.Cookies)
        {
            browser.Cookies[name] = value;
        }

        using var answer = await browser.SendAsync(HttpMethod.Post, "/api/config/validate/anthropic", new { apiKey = (string?)null });
        var verdict = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(verdict.GetProperty("valid").GetBoolean(), $"{verdict}");
    }

    [Fact]
    public async Task A_restore_keeps_what_was_there_and_refuses_while_a_server_runs_on_it()
    {
        Assert.Equal(0, (await BackUpAsync()).Code);
        Assert.Equal(0, (await RestoreAsync()).Code);
        await System.IO.File.WriteAllTextAsync(Path.Combine(_folder.FullName, "new", "taskrelay.db-wal"), "not the new one's");
        await using (await RelayProcess.StartAsync(Target))
        {
            var refused = await RestoreAsync();
            Assert.Equal(1, refused.Code);
            Assert.Contains("Nothing was changed. Another TaskRelay process is using", refused.Errors, StringComparison.Ordinal);
        }

        var (code, output, errors) = await RestoreAsync("--paused");
        Assert.True(code == 0, errors);
        Assert.Contains("What was there is kept: ", output, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Path.Combine(_folder.FullName, "new"), "taskrelay.db.before-restore-*Z"));
        Assert.Single(Directory.GetDirectories(Path.Combine(_folder.FullName, "new", "keys"), "before-restore-*"));
        Assert.Empty(Directory.GetDirectories(Path.Combine(_folder.FullName, "new"), ".restore-*"));

        // Paused, as wished, and the check says so.
        var doctor = await RelayCommand.RunAsync(_folder.FullName, Target, "doctor");
        Assert.Contains("restore has paused TaskRelay", doctor.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_not_overwritten_and_a_folder_gets_a_name_by_the_time()
    {
        await System.IO.File.WriteAllTextAsync(File, "mine");
        var refused = await BackUpAsync();
        Assert.Equal(1, refused.Code);
        Assert.Contains("--force", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("mine", await System.IO.File.ReadAllTextAsync(File));
        Assert.Equal(0, (await BackUpAsync("--force", "--no-keys")).Code);
        Assert.DoesNotContain(await NamesAsync(), name => name.StartsWith("keys/", StringComparison.Ordinal));

        var (code, output, _) = await RelayCommand.RunAsync(_folder.FullName, Source, "backup", _folder.FullName);
        Assert.Equal(0, code);
        Assert.Matches(@"taskrelay-\d{8}T\d{6}Z\.tar\.gz", output);
    }

    [Fact]
    public async Task What_is_damaged_forged_or_no_backup_is_refused_and_nothing_is_changed()
    {
        Assert.Equal(0, (await BackUpAsync()).Code);
        var good = await ReadAsync();
        var entry = good.Keys.First(name => name.StartsWith("keys/", StringComparison.Ordinal));
        await RefusedAsync("is not what it was", new(good) { ["taskrelay.db"] = [.. good["taskrelay.db"][..^1], (byte)(good["taskrelay.db"][^1] ^ 1)] });
        await RefusedAsync("doesn't name like that", new(good) { ["taskrelay.db"] = good["taskrelay.db"][..^1] });
        await RefusedAsync("is missing", Without(good, entry));
        await RefusedAsync("doesn't name like that", new(good) { ["../../escaped.xml"] = [1] });
        await RefusedAsync("names files that no backup has", new(good)
        {
            ["manifest.json"] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(good["manifest.json"]).Replace(entry, "keys/../../escaped.xml", StringComparison.Ordinal)),
        });
        await RefusedAsync("which is newer", new(good)
        {
            ["manifest.json"] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(good["manifest.json"]).Replace("\"formatVersion\": 1", "\"formatVersion\": 2", StringComparison.Ordinal)),
        });
        await System.IO.File.WriteAllTextAsync(File, "no archive at all");
        await RefusedAsync("no backup");
        Assert.False(System.IO.File.Exists(Path.Combine(_folder.FullName, "new", "taskrelay.db")));
        Assert.Empty(Directory.GetFiles(_folder.FullName, "escaped*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_link_in_an_archive_is_not_followed()
    {
        Assert.Equal(0, (await BackUpAsync()).Code);
        var good = await ReadAsync();
        await using (var archive = new TarWriter(new GZipStream(System.IO.File.Create(File), CompressionLevel.Fastest), leaveOpen: false))
        {
            await archive.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "manifest.json") { DataStream = new MemoryStream(good["manifest.json"]) });
            await archive.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, "taskrelay.db") { LinkName = "/etc/passwd" });
        }

        await RefusedAsync("doesn't name like that");
    }

    [Fact]
    public async Task A_full_disk_leaves_no_half_backup_and_the_old_one_as_it_was()
    {
        await System.IO.File.WriteAllTextAsync(File, "the backup of yesterday");
        string[] limited = ["bash", "-c", "ulimit -f 64; exec \"$@\"", "bash", "dotnet", Path.Combine(RelayProcess.AppFolder, "TaskRelay.Web.dll"), "backup", File, "--force"];
        using var process = RelayCommand.Start(_folder.FullName, new Dictionary<string, string>(Source) { ["DOTNET_EnableDiagnostics"] = "0" }, limited);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.NotEqual(0, process.ExitCode);
        Assert.Equal("the backup of yesterday", await System.IO.File.ReadAllTextAsync(File));
        await RelayStillWorksAsync();
    }

    [Fact]
    public async Task Every_copy_made_under_load_is_whole_and_holds_what_was_acknowledged_before_it()
    {
        var settings = new Dictionary<string, string>(Target) { ["GitHub:WebhookSecret"] = "a webhook secret", ["GitHub:ApiBaseUrl"] = "http://127.0.0.1:9", ["Queue:MaxRunning"] = "0" };
        await using var relay = await RelayProcess.StartAsync(settings);
        using var http = new HttpClient { BaseAddress = relay.Address };
        var trial = new BackupTrial(http, "a webhook secret", async (file, _) =>
        {
            var (code, _, errors) = await RelayCommand.RunAsync(_folder.FullName, settings, "backup", file);
            return code == 0 ? null : errors;
        });
        var report = await trial.RunAsync(50, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(3), _folder.FullName, CancellationToken.None);
        Assert.Empty(report.Faults);
        Assert.True(report.Copies.Count >= 2 && report.Copies[^1].AcknowledgedBefore > 0, $"{report}");
    }

    private async Task RelayStillWorksAsync()
    {
        using var http = new HttpClient { BaseAddress = world.World.Relay.Address };
        Assert.True((await http.GetAsync("/health/ready")).IsSuccessStatusCode);
    }

    private async Task RefusedAsync(string words, Dictionary<string, byte[]>? files = null)
    {
        if (files is not null)
        {
            await using var archive = new TarWriter(new GZipStream(System.IO.File.Create(File), CompressionLevel.Fastest), leaveOpen: false);
            foreach (var (name, content) in files)
            {
                await archive.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
            }
        }

        var (code, output, errors) = await RestoreAsync();
        Assert.True(code == 1, $"{code} {output}");
        Assert.StartsWith("Nothing was changed. ", errors, StringComparison.Ordinal);
        Assert.Contains(words, errors, StringComparison.Ordinal);
    }

    private static Dictionary<string, byte[]> Without(Dictionary<string, byte[]> files, string name) =>
        files.Where(file => file.Key != name).ToDictionary();

    private Task<(int Code, string Output, string Errors)> BackUpAsync(params string[] options) =>
        RelayCommand.RunAsync(_folder.FullName, Source, ["backup", File, .. options]);

    private Task<(int Code, string Output, string Errors)> RestoreAsync(params string[] options) =>
        RelayCommand.RunAsync(_folder.FullName, Target, ["restore", File, .. options]);

    private async Task<List<string>> NamesAsync() => [.. (await ReadAsync()).Keys];

    private async Task<Dictionary<string, byte[]>> ReadAsync()
    {
        var files = new Dictionary<string, byte[]>();
        await using var archive = new TarReader(new GZipStream(System.IO.File.OpenRead(File), CompressionMode.Decompress));
        while (await archive.GetNextEntryAsync(copyData: true) is { } entry)
        {
            files[entry.Name] = entry.DataStream is { } data ? ((MemoryStream)data).ToArray() : [];
        }

        return files;
    }
}
