using System.Diagnostics;
using TaskRelay.Web.Tests.Components;

namespace TaskRelay.Web.Tests.OpenApi;

/// <summary>Spectral finds nothing to say about the committed document.</summary>
public sealed class LintTests
{
    [Fact]
    public async Task The_linter_has_no_word_about_the_document()
    {
        var (code, said) = await LintAsync(CommittedDocument.Path);
        Assert.True(code == 0, said);
    }

    [Fact]
    public async Task The_linter_finds_what_is_wrong()
    {
        var broken = Path.Combine(Path.GetTempPath(), $"taskrelay-lint-{Guid.NewGuid():N}.json");
        try
        {
            var text = await File.ReadAllTextAsync(CommittedDocument.Path);
            await File.WriteAllTextAsync(broken, text.Replace("\"operationId\": \"ListTasks\",", "", StringComparison.Ordinal));
            var (code, said) = await LintAsync(broken);
            Assert.True(code != 0, said);
            Assert.Contains("operation-operationId", said, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(broken);
        }
    }

    private static async Task<(int Code, string Said)> LintAsync(string document)
    {
        var start = new ProcessStartInfo("bash")
        {
            ArgumentList = { Path.Combine(Sources.Root, "tools", "spectral", "lint.sh"), document },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await said + await complained);
    }
}
