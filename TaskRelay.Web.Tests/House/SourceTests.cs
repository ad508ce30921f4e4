using System.Reflection;
using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;
using TaskRelay.Web.Commands;

namespace TaskRelay.Web.Tests.House;

/// <summary>House rules that an analyzer does not keep: read from the compiled code, so that no spelling gets around them.</summary>
public sealed partial class SourceTests
{
    private const int MaxLines = 300;

    private static readonly string[] Clocks = ["System.DateTime", "System.DateTimeOffset"];

    public static TheoryData<string> Assemblies() =>
        [typeof(CommandParser).Assembly.Location, Assembly.Load("TaskRelay.Worker").Location];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Time_comes_only_from_a_time_provider(string assembly) => AssertNoCall(assembly, method =>
        (method.Name is "get_UtcNow" or "get_Now" or "get_Today" && Clocks.Contains(method.DeclaringType.FullName))
        || (method.Name == "Delay" && method.DeclaringType.FullName == typeof(Task).FullName && !TakesTimeProvider(method))
        || (method.Name == ".ctor" && method.DeclaringType.FullName == typeof(PeriodicTimer).FullName && !TakesTimeProvider(method)));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Log_lines_are_generated_methods(string assembly) => AssertNoCall(assembly, method =>
        method.Name.StartsWith("Log", StringComparison.Ordinal)
        && method.DeclaringType.FullName == "Microsoft.Extensions.Logging.LoggerExtensions");

    [Fact]
    public void A_webhooks_signature_is_compared_in_constant_time()
    {
        // No answer differs when this is lost, only the time that it takes.
        var calls = Calls(typeof(CommandParser).Assembly.Location, method => method.Name is "FixedTimeEquals" or "SequenceEqual" or "op_Equality")
            .Where(call => call.StartsWith("TaskRelay.Web.Webhooks.WebhookSignature.", StringComparison.Ordinal))
            .ToList();
        Assert.Contains("CryptographicOperations::FixedTimeEquals(", Assert.Single(calls), StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_that_is_forbidden_is_found()
    {
        // This test's own body is the example.
        _ = DateTimeOffset.UtcNow;
        var found = Calls(typeof(SourceTests).Assembly.Location, method => method.Name == "get_UtcNow");
        Assert.Contains(found, call => call.Contains(nameof(A_call_that_is_forbidden_is_found), StringComparison.Ordinal));
    }

    [Fact]
    public void No_expression_of_a_component_is_shown_as_its_source()
    {
        // An "@" right behind a letter is an e-mail address to Razor: "Next@Icon.Of(…)" is shown word for word.
        using var module = ModuleDefinition.ReadModule(typeof(CommandParser).Assembly.Location);
        var literals = module.GetTypes()
            .Where(type => type.Namespace.StartsWith("TaskRelay.Web.Components", StringComparison.Ordinal) || type.DeclaringType is not null)
            .SelectMany(type => type.Methods.Where(method => method.HasBody))
            .SelectMany(method => method.Body.Instructions.Where(instruction => instruction.OpCode.Code == Code.Ldstr).Select(instruction => (string)instruction.Operand))
            .ToList();
        Assert.Contains(literals, literal => literal.Contains("class=", StringComparison.Ordinal));
        Assert.DoesNotContain(literals, SourceInText().IsMatch);
    }

    [Fact]
    public void No_source_file_is_longer_than_300_lines()
    {
        var root = RepositoryRoot();
        var files = Directory.EnumerateDirectories(root, "TaskRelay.*")
            .SelectMany(project => Directory.EnumerateFiles(project, "*.*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
            .Where(file => !Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "data" or "Migrations" or "Compiled"))
            .ToArray();
        Assert.Contains(files, file => file.EndsWith("SourceTests.cs", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => File.ReadLines(file).Count() > MaxLines);
    }

    [GeneratedRegex(@"\w@[A-Z]\w*[.(]")]
    private static partial Regex SourceInText();

    private static void AssertNoCall(string assembly, Func<MethodReference, bool> isForbidden)
    {
        var calls = Calls(assembly, isForbidden);
        Assert.True(calls.Count == 0, string.Join(Environment.NewLine, calls));
    }

    private static List<string> Calls(string assembly, Func<MethodReference, bool> isWanted)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return
        [
            .. from type in module.GetTypes()
               from method in type.Methods
               where method.HasBody
               from instruction in method.Body.Instructions
               where instruction.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj or Code.Ldftn
               let called = (MethodReference)instruction.Operand
               where isWanted(called)
               select $"{type.FullName}.{method.Name} calls {called.FullName}",
        ];
    }

    private static bool TakesTimeProvider(MethodReference method) =>
        method.Parameters.Any(parameter => parameter.ParameterType.FullName == typeof(TimeProvider).FullName);

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "TaskRelay.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
