namespace TaskRelay.Web.Components.Parts;

/// <summary>Instructions to begin with.</summary>
public sealed record TaskTemplate(string Name, string Instructions)
{
    /// <summary>For what is asked for most.</summary>
    public static IReadOnlyList<TaskTemplate> All { get; } =
    [
        new("Do the issue", "Do what this issue asks for. Keep the change as small as it can be, and add or adapt the tests that cover it."),
        new("Fix a bug", "Find the cause of this bug first. Write a test that fails because of it, then fix the cause and not the symptom, and see the test pass."),
        new("Write tests", "Write tests for the behaviour that this issue describes, without changing production code. Say in the summary what they show to be wrong."),
        new("Update a dependency", "Update the dependency that this issue names, adapt the code to what changed in it, and make build and tests pass."),
        new("Documentation", "Bring the documentation that this issue names in line with the code. Change no code; short, plain sentences."),
    ];
}
