using System.Diagnostics.CodeAnalysis;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Pages;

/// <summary>What every page is made from. Pages show all there is: the box belongs to whoever opened it.</summary>
internal sealed class PageContext(HttpContext http)
{
    public HttpRequest Request => http.Request;
    public GitHubState State { get; } = http.RequestServices.GetRequiredService<GitHubState>();

    public static ValueTask<PageContext?> BindAsync(HttpContext http) => ValueTask.FromResult<PageContext?>(new PageContext(http));

    public bool TryFind(string owner, string name, [NotNullWhen(true)] out SimulatedRepository? repository, [NotNullWhen(false)] out IResult? missing)
    {
        repository = State.FindRepository($"{owner}/{name}");
        missing = repository is null ? NotFound() : null;
        return repository is not null;
    }

    public static IResult NotFound() => Html.Page("Not found", "<h1>404</h1><p>This is not the page you are looking for.</p>", StatusCodes.Status404NotFound);

    /// <summary>The name and the tabs on top of a repository's pages.</summary>
    public string Head(SimulatedRepository repository, string here)
    {
        var issues = State.Issues(repository.FullName);
        string Tab(string name, string path, string label) =>
            $"<a href=\"/{Html.Encode(repository.FullName)}{path}\"{(name == here ? " class=\"here\" aria-current=\"page\"" : "")}>{label}</a>";
        return $"""
            <p class="crumbs"><a href="/{Html.Encode(repository.Owner.Login)}">{Html.Encode(repository.Owner.Login)}</a> / <a href="/{Html.Encode(repository.FullName)}"><strong>{Html.Encode(repository.Name)}</strong></a>
              <span class="pill">{(repository.Private ? "Private" : "Public")}</span></p>
            <div class="tabs">{Tab("code", "", "Code")}{Tab("issues", "/issues", $"Issues {issues.Count(issue => issue.IsOpen && !issue.IsPullRequest)}")}{Tab("pulls", "/pulls", $"Pull requests {issues.Count(issue => issue.IsOpen && issue.IsPullRequest)}")}</div>
            """;
    }

    /// <summary>Who acts: one choice among the people, the first unless said otherwise.</summary>
    public string People(string legend)
    {
        var choices = State.People.Select((user, i) =>
            $"<label><input type=\"radio\" name=\"as\" value=\"{Html.Encode(user.Login)}\"{(i == 0 ? " checked" : "")}> {Html.Encode(user.Login)}</label>");
        return $"<fieldset><legend>{Html.Encode(legend)}</legend>{string.Concat(choices)}</fieldset>";
    }

    public string Ago(DateTimeOffset at)
    {
        var age = State.Now - at;
        var words = age.TotalMinutes < 1 ? "just now" : age.TotalHours < 1 ? $"{(int)age.TotalMinutes} min ago" : age.TotalDays < 1 ? $"{(int)age.TotalHours} h ago" : $"{(int)age.TotalDays} d ago";
        return $"<time datetime=\"{at:O}\" title=\"{at:u}\">{words}</time>";
    }
}
