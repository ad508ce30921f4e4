using TaskRelay.Web.Callbacks.Prompting;

namespace TaskRelay.Web.Callbacks;

/// <summary>Registers what workers talk to.</summary>
public static class CallbackServices
{
    /// <summary>Adds claim, job, log and completion.</summary>
    public static IServiceCollection AddRelayCallbacks(this IServiceCollection services) => services
        .AddSingleton<AttemptKeys>()
        .AddSingleton<AttemptClaims>()
        .AddSingleton<TicketTrials>()
        .AddSingleton<LogBudget>()
        .AddSingleton<AttemptLog>()
        .AddSingleton<CompletionDesk>()
        .AddSingleton<WriterPermissions>()
        .AddSingleton<PromptSources>()
        .AddSingleton<AttemptPrompts>()
        .AddSingleton<JobComposer>()
        .AddSingleton<ServerRedactor>();
}
