namespace TaskRelay.Web.Tests.RealAgents;

/// <summary>The agent CLIs that test.sh installs into a cache folder, for it is too much for every clone.</summary>
internal static class InstalledCli
{
    private const string Variable = "TASKRELAY_TEST_AGENTS";

    /// <summary>
    /// The program's path. A folder that was named and lacks it is a failure; without a name, as where a single test is run
    /// by hand before ./test.sh ever was, the test says what to do.
    /// </summary>
    public static string Find(string name)
    {
        var told = Environment.GetEnvironmentVariable(Variable);
        var program = Path.Combine(told ?? Default, "node_modules", ".bin", name);
        Assert.SkipWhen(told is null && !File.Exists(program), $"There is no {program}: run tools/agents/install.sh {Default} once.");
        Assert.True(File.Exists(program), $"There is no {program}, although {Variable} names that folder.");
        return program;
    }

    private static string Default => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "taskrelay",
        "agents");
}
