using Microsoft.AspNetCore.Components;
using TaskRelay.Web.Auth.Setup;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Setup;

namespace TaskRelay.Web.Components.Pages;

/// <summary>Set-up before there is an administrator: the code, the App, the first sign-in. Plain HTML, each step a request of its own.</summary>
public sealed partial class SetupStartPage(SetupDoor door, SetupClaims claims, SetupCodes codes, GitHubAppSource apps, NavigationManager navigation) : ComponentBase
{
    private static readonly SetupStep Later = new(StepState.Later, "Comes after the sign-in.");

    private bool _holds;
    private bool _hasCode;
    private SetupStanding _standing;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "error")]
    private string? Error { get; set; }

    private GitHubAppSource Apps => apps;

    private bool HasApp => _standing == SetupStanding.NoAdministrator;

    private SetupStep CodeStep => _holds
        ? new(StepState.Done, "Entered in this browser.")
        : new(StepState.ToDo, "Shows that you run this server.");

    private SetupStep AppStep => HasApp
        ? new(StepState.Done, $"{apps.Current.Slug ?? "The App"} is ready for signing in.")
        : _holds ? new(StepState.ToDo, "Made in your browser, with one confirmation on GitHub.") : new(StepState.Later, "Comes after the code.");

    private SetupStep AdministratorStep => _holds && HasApp
        ? new(StepState.ToDo, "Nobody yet: whoever signs in here next.")
        : new(StepState.Later, HasApp ? "Comes after the code." : "Comes after the GitHub App.");

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _standing = await door.StandingAsync(Http.RequestAborted);
        if (_standing == SetupStanding.Closed)
        {
            navigation.NavigateTo("/setup");
            return;
        }

        _holds = await claims.HoldsAsync(Http, Http.RequestAborted);
        _hasCode = _holds || await codes.AnyAsync(Http.RequestAborted);
    }
}
