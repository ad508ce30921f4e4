using System.Reflection;
using System.Text.RegularExpressions;
using NetArchTest.Rules;
using TaskRelay.Contracts;
using TaskRelay.Web.Commands;

namespace TaskRelay.Web.Tests.House;

/// <summary>The arrows of docs/architecture.md. A namespace that doesn't exist yet breaks no rule.</summary>
public sealed class ArchitectureTests
{
    private const string Root = "TaskRelay.Web.";

    private static readonly Assembly Web = typeof(CommandParser).Assembly;

    /// <summary>Who may not use whom. <c>Name.*</c> is a namespace of the app, anything else the beginning of a full name.</summary>
    public static TheoryData<string, string[]> Forbidden() => new()
    {
        // The middle knows nothing above it.
        {
            "Tasks",
            [
                "Webhooks.*", "Commands.*", "Queue.*", "Runners.*", "Callbacks.*", "Notifications.*", "Components.*", "Prompts.*",
                "Octokit", "MudBlazor",
            ]
        },
        // Pure: text in, a value out.
        { "Commands", [.. AllBut("Commands.*", "Tasks.*", "Commonmark.*"), .. Impure] },
        { "Prompts", [.. AllBut("Prompts.*", "Commonmark.*"), .. Impure] },
        { "Commonmark", [.. AllBut("Commonmark.*"), .. Impure] },
        // The line that data travels: each station knows Tasks, and none its neighbour.
        { "Webhooks", ["Queue.*", "Ingest.*", "Runners.*", "Callbacks.*", "Notifications.*", "Components.*", "Prompts.*", "MudBlazor"] },
        { "Queue", ["Webhooks.*", "Ingest.*", "Callbacks.*", "Notifications.*", "Components.*", "MudBlazor"] },
        // Beside the webhook: reads what did not come by itself, and hands it to the inbox.
        { "Ingest", ["Runners.*", "Callbacks.*", "Notifications.*", "Components.*", "Prompts.*", "Octokit", "MudBlazor"] },
        { "Runners", ["Ingest.*", "Webhooks.*", "Commands.*", "Queue.*", "Callbacks.*", "Notifications.*", "Components.*", "Octokit", "MudBlazor"] },
        { "Callbacks", ["Webhooks.*", "Commands.*", "Queue.*", "Runners.*", "Notifications.*", "Components.*", "MudBlazor"] },
        { "Notifications", ["Webhooks.*", "Queue.*", "Runners.*", "Callbacks.*", "Components.*", "MudBlazor"] },
        { "Settings", ["Webhooks.*", "Queue.*", "Callbacks.*", "Notifications.*", "Components.*", "MudBlazor"] },
        // The floors hold the stations up and know none. (Data maps their rows, Diagnostics looks at them all.)
        { "GitHub", [.. Stations, "Components.*", "MudBlazor"] },
        { "Http", [.. Stations, "Data.*", "Components.*", "MudBlazor", "Octokit"] },
        { "Security", [.. Stations, "Components.*", "MudBlazor", "Octokit"] },
        { "Auth", ["Setup.*", "Webhooks.*", "Queue.*", "Runners.*", "Callbacks.*", "Notifications.*", "Components.*", "MudBlazor"] },
        { "Audit", [.. Stations, "Auth.*", "GitHub.*", "Http.*", "Components.*", "MudBlazor", "Octokit"] },
        // When loops begin: known to all, knows nothing.
        { "Loops", [.. AllBut("Loops.*"), .. Impure.Except(["System.TimeProvider"])] },
        { "Retention", [.. Stations, "Audit.*", "Auth.*", "GitHub.*", "Http.*", "Data.*", "Components.*", "MudBlazor", "Octokit"] },
        { "Data", ["Components.*", "Octokit", "MudBlazor"] },
        // What GitHub shows a person: on the floors, for the API and the pages.
        { "GitHubData", [.. AllBut("GitHubData.*", "GitHub.*", "Auth.*", "Http.*"), "Octokit", "MudBlazor", "Microsoft.EntityFrameworkCore"] },
        { "Diagnostics", ["Setup.*", "Components.*", "MudBlazor"] },
        // Looks at everything, to tell its steps; who may come in is decided below, in Auth.
        { "Setup", ["Notifications.*", "Operations.*", "Components.*", "MudBlazor", "Octokit"] },
        { "Observability", ["Components.*", "MudBlazor"] },
        // The commands: used by the program's first lines, and by nobody else.
        { "Operations", ["Components.*", "Webhooks.*", "Callbacks.*", "Notifications.*", "MudBlazor", "Octokit"] },
        // Describes the surface from what the endpoints say of themselves.
        { "OpenApi", ["Webhooks.*", "Commands.*", "Queue.*", "Runners.*", "Callbacks.*", "Notifications.*", "Components.*", "MudBlazor", "Octokit"] },
        // The roof asks the stations: never the database, never the app's own HTTP API.
        { "Components", ["Data.*", "Microsoft.EntityFrameworkCore", "Microsoft.Data.Sqlite", "Npgsql", "System.Net.Http.HttpClient", "Octokit"] },
    };

    private static readonly string[] Stations =
        ["Tasks.*", "Webhooks.*", "Commands.*", "Queue.*", "Runners.*", "Callbacks.*", "Notifications.*", "GitHubData.*", "Ingest.*"];

    private static readonly string[] Impure =
    [
        "Octokit", "MudBlazor", "Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "Microsoft.Extensions.Options", "System.Net.Http",
        "System.IO.File", "System.TimeProvider", "System.Diagnostics.Process",
    ];

    /// <summary>Types that others may use all the same, because they hold no behaviour of their station.</summary>
    private static readonly string[] Shared =
    [
        // The operator's choice, read by whoever needs it.
        "Runners.RunnerOptions", "Runners.LocalRunnerOptions",
        // A row that the webhook leaves and the queue works off.
        "Webhooks.ControlRequest",
        // Rules for values that come from several sides.
        "Commands.BranchName", "Commands.ModelName",
        // What every answer to a caller has to know about the store.
        "Data.StoreUnavailableException",
        // Takes secrets out of text, for whoever stores or shows any.
        "Callbacks.ServerRedactor", "Callbacks.TaskRedactor",
        // How an enum's member is spelt outside.
        "Data.SnakeCase",
    ];

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void A_namespace_uses_only_what_lies_below_it(string source, string[] forbidden)
    {
        var names = forbidden.SelectMany(Names).ToArray();

        // The whole name: GitHub is not GitHubData.
        var result = Types.InAssembly(Web).That().ResideInNamespaceMatching($"^{Regex.Escape(Root + source)}(\\.|$)")
            .ShouldNot().HaveDependencyOnAny(names).GetResult();
        Assert.True(result.IsSuccessful, $"{source} may not use {string.Join(", ", forbidden)}, but these types do: "
            + string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Fact]
    public void The_gate_and_the_moves_of_tasks_know_neither_people_nor_requests()
    {
        // Endpoints and what they show have folders of their own; what changes a task does so for whoever asks.
        var result = Types.InAssembly(Web).That().ResideInNamespace(Root + "Tasks")
            .And().DoNotResideInNamespace(Root + "Tasks.Api").And().DoNotResideInNamespace(Root + "Tasks.Queries")
            .And().DoNotResideInNamespace(Root + "Tasks.Requests")
            .ShouldNot().HaveDependencyOnAny([.. Names("Auth.*"), .. Names("GitHub.*"), .. Names("Http.*"), "Microsoft.AspNetCore.Http"])
            .GetResult();
        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Fact]
    public void A_runner_knows_no_other_runner()
    {
        var runners = Web.GetTypes()
            .Select(type => type.Namespace)
            .Where(name => name is not null && name.StartsWith(Root + "Runners.", StringComparison.Ordinal))
            .Select(name => string.Join('.', name!.Split('.').Take(4)))
            .Distinct()
            .ToArray();
        foreach (var runner in runners)
        {
            var others = runners.Where(other => other != runner).ToArray();
            var result = Types.InAssembly(Web).That().ResideInNamespace(runner).ShouldNot().HaveDependencyOnAny(others).GetResult();
            Assert.True(others.Length == 0 || result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
        }
    }

    [Fact]
    public void The_app_references_neither_the_worker_nor_the_simulator() =>
        Assert.DoesNotContain(Web.GetReferencedAssemblies(), name => name.Name is "TaskRelay.Worker" or "TaskRelay.Simulator");

    [Fact]
    public void The_contracts_reference_nothing_but_the_framework() =>
        Assert.All(typeof(WorkerRoutes).Assembly.GetReferencedAssemblies(), name =>
            Assert.True(name.Name!.StartsWith("System.", StringComparison.Ordinal) || name.Name is "netstandard", name.Name));

    [Fact]
    public void The_rules_see_what_a_type_uses()
    {
        // If the tool went blind, for example on a newer compiler's output, every rule above would hold.
        var commands = Types.InAssembly(Web).That().ResideInNamespace(Root + "Commands");
        Assert.False(commands.ShouldNot().HaveDependencyOnAny([.. Names("Commonmark.*")]).GetResult().IsSuccessful);
        Assert.False(commands.ShouldNot().HaveDependencyOnAny([.. Names("Tasks.*")]).GetResult().IsSuccessful);
    }

    /// <summary>Full names: of a namespace's types, or what stands there already.</summary>
    private static IEnumerable<string> Names(string rule)
    {
        if (!rule.EndsWith(".*", StringComparison.Ordinal))
            return [rule];
        var prefix = Root + rule[..^1];
        var exceptions = Shared.Select(name => Root + name).ToHashSet();
        return Web.GetTypes()
            .Where(type => !type.IsNested && (type.Namespace + ".").StartsWith(prefix, StringComparison.Ordinal))
            .Select(type => type.FullName!)
            .Where(name => !exceptions.Contains(name));
    }

    private static IEnumerable<string> AllBut(params string[] known) => Web.GetTypes()
        .Select(type => type.Namespace ?? "")
        .Where(name => name.StartsWith(Root, StringComparison.Ordinal))
        .Select(name => name[Root.Length..].Split('.')[0] + ".*")
        .Distinct()
        .Except(known);
}
