using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace TaskRelay.Web.Tests.House;

/// <summary>docs/reliability.md names a test for every fault; each of them is there, and is run.</summary>
public sealed partial class ReliabilityTests
{
    private const string Root = "TaskRelay.Web.Tests.";

    private static readonly string[] Required =
        [.. Numbered("G", 15), .. Numbered("F", 13), .. Numbered("D", 10)];

    [Fact]
    public void Every_fault_of_the_page_has_tests_and_every_test_that_it_names_exists()
    {
        var faults = File.ReadLines(Path.Combine(RepositoryRoot(), "docs", "reliability.md"))
            .Select(line => Row().Match(line))
            .Where(row => row.Success)
            .ToLookup(row => row.Groups[1].Value, row => Name().Matches(row.Groups[2].Value).Select(name => name.Groups[1].Value).ToList());
        Assert.All(Required, fault => Assert.True(faults.Contains(fault), $"{fault} is not on the page."));
        Assert.All(faults, fault => Assert.True(fault.All(names => names.Count > 0), $"{fault.Key} has no test."));
        Assert.All(
            faults.SelectMany(fault => fault).SelectMany(names => names).Distinct(), name => Assert.True(IsTest(name), $"{name} is no test."));
    }

    [Fact]
    public void A_name_that_is_no_test_is_found()
    {
        Assert.True(IsTest("House.ReliabilityTests.A_name_that_is_no_test_is_found"));
        Assert.True(IsTest("House.ReliabilityTests"));
        Assert.False(IsTest("House.ReliabilityTests.IsTest"));
        Assert.False(IsTest("House.NoTests"));
    }

    /// <summary>A sabotage that no longer applies proves nothing.</summary>
    [Fact]
    public async Task Each_sabotage_of_the_kill_rig_fits_the_source()
    {
        var patches = Directory.GetFiles(Path.Combine(RepositoryRoot(), "tools", "rig", "sabotage"), "*.patch");
        Assert.NotEmpty(patches);
        foreach (var patch in patches)
        {
            var start = new ProcessStartInfo("git", ["-c", "safe.directory=*", "apply", "--check", patch]) { WorkingDirectory = RepositoryRoot(), RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var said = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, $"{Path.GetFileName(patch)}: {said}");
        }
    }

    /// <summary>A method that is run as a test, or a class that has some.</summary>
    private static bool IsTest(string name)
    {
        var tests = typeof(ReliabilityTests).Assembly;
        if (tests.GetType(Root + name) is { } whole)
        {
            return whole.GetMethods().Any(method => method.GetCustomAttribute<FactAttribute>() is not null);
        }

        var dot = name.LastIndexOf('.');
        return tests.GetType(Root + name[..dot])?.GetMethod(name[(dot + 1)..])?.GetCustomAttribute<FactAttribute>() is not null;
    }

    private static IEnumerable<string> Numbered(string letter, int count) => Enumerable.Range(1, count).Select(number => $"{letter}{number}");

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "TaskRelay.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^\| ([A-Z]\d+) \|(.*)\|$")]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Z][A-Za-z0-9_.]*Tests[A-Za-z0-9_.]*)`")]
    private static partial Regex Name();
}
