using System.Text;
using TaskRelay.Simulator.Git;

namespace TaskRelay.Simulator.Pages;

/// <summary>A comparison, file by file, coloured.</summary>
internal static class DiffView
{
    public static string Render(IReadOnlyList<ChangedFile> files)
    {
        var html = new StringBuilder($"""
            <p>{files.Count} changed {(files.Count == 1 ? "file" : "files")} with <span class="adds">+{files.Sum(file => file.Additions)}</span> <span class="dels">−{files.Sum(file => file.Deletions)}</span></p>
            """);
        foreach (var file in files)
        {
            var name = file.PreviousPath is null ? Html.Encode(file.Path) : $"{Html.Encode(file.PreviousPath)} → {Html.Encode(file.Path)}";
            html.Append($"""
                <div class="box file"><div class="head"><strong>{name}</strong> <span class="pill">{file.Status}</span><span class="right"><span class="adds">+{file.Additions}</span> <span class="dels">−{file.Deletions}</span></span></div>
                <div class="diff">{string.Concat((file.Patch ?? "(no text)").Split('\n').Select(Line))}</div></div>
                """);
        }
        return html.ToString();
    }

    private static string Line(string line)
    {
        var kind = line.Length == 0 ? "" : line[0] switch { '+' => "plus", '-' => "minus", '@' => "hunk", _ => "" };
        return $"<div class=\"{kind}\">{(line.Length == 0 ? "&nbsp;" : Html.Encode(line))}</div>";
    }
}
