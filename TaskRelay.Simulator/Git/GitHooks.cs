namespace TaskRelay.Simulator.Git;

/// <summary>
/// The hook that all repositories share. A push with an installation token that lacks <c>workflows</c> is refused when
/// any commit new to the repository touches <c>.github/workflows/</c>, file by file, in GitHub's words.
/// </summary>
internal static class GitHooks
{
    public const string WorkflowsAllowed = "SIMULATOR_WORKFLOWS_ALLOWED";

    private const string PreReceive = """
        #!/bin/sh
        [ "$SIMULATOR_WORKFLOWS_ALLOWED" = 0 ] || exit 0
        zero=0000000000000000000000000000000000000000
        refused=0
        while read -r old new ref; do
            [ "$new" = "$zero" ] && continue
            files=$(git rev-list "$new" --not --all | while read -r commit; do
                git diff-tree --no-commit-id --name-only -r --root -c "$commit" -- .github/workflows
            done | sort -u)
            [ -z "$files" ] && continue
            refused=1
            printf '%s\n' "$files" | while IFS= read -r file; do
                printf 'refusing to allow a GitHub App to create or update workflow `%s` without `workflows` permission\n' "$file" >&2
            done
        done
        exit $refused

        """;

    public static void Install(string stateFolder)
    {
        var folder = Directory.CreateDirectory(Path.Combine(stateFolder, "hooks")).FullName;
        var hook = Path.Combine(folder, "pre-receive");
        File.WriteAllText(hook, PreReceive);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
