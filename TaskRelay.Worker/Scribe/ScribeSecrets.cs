using System.Text;

namespace TaskRelay.Worker.Scribe;

/// <summary>Shows what an agent can see of secrets, so that tests see that nobody else does.</summary>
internal static class ScribeSecrets
{
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromMilliseconds(150);

    public static IEnumerable<string> Environment() =>
        System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Select(static e => $"{e.Key}={e.Value}").Order(StringComparer.Ordinal);

    /// <summary>Prints a variable's value; <c>split</c> in two writes that the reader sees one after the other.</summary>
    public static async Task PrintAsync(string name, string form, TextWriter output, CancellationToken cancellationToken)
    {
        if (System.Environment.GetEnvironmentVariable(name) is not { Length: > 0 } value)
        {
            await output.WriteLineAsync($"{name} is not set".AsMemory(), cancellationToken);
            return;
        }

        var text = form switch
        {
            "base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(value)),
            "hex" => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(value)),
            _ => value,
        };
        var half = form == "split" ? text.Length / 2 : text.Length;
        await output.WriteAsync($"{name}: {text[..half]}".AsMemory(), cancellationToken);
        await output.FlushAsync(cancellationToken);
        // Long enough that the pipe is read in between.
        if (half < text.Length) await Task.Delay(BetweenWrites, TimeProvider.System, cancellationToken);
        await output.WriteLineAsync(text[half..].AsMemory(), cancellationToken);
        await output.FlushAsync(cancellationToken);
    }
}
