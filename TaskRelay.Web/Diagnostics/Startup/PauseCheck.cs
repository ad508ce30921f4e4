using System.Data.Common;
using TaskRelay.Web.Data;
using TaskRelay.Web.Queue.Pausing;

namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>Whether new work is taken up: a pause that was forgotten looks like a broken TaskRelay.</summary>
internal sealed class PauseCheck(PauseQueries pauses, IStoreProbe store) : IStartupCheck
{
    public string Name => "admission";

    public bool IsRequired => false;

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        const string remedy = "Resume it on the page Administration, Queue (or with PUT /api/admin/pause) when the reason is gone.";
        if (await store.WhyNotAsync(cancellationToken) is not null)
        {
            return [Unknown()];
        }

        try
        {
            return await pauses.StateAsync(cancellationToken) switch
            {
                { Instance: { } all } state => [CheckResult.Warn(
                    Name, false, $"{all.By} has paused TaskRelay since {all.Since.UtcDateTime:yyyy-MM-dd HH:mm} UTC: {state.Queued} tasks wait, {state.Running} run.", remedy)],
                { Repositories: { Count: > 0 } some } => [CheckResult.Warn(
                    Name, false, $"Paused are {string.Join(", ", some.Select(pause => pause.Repository))}.", remedy)],
                _ => [CheckResult.Pass(Name, false, "New work is taken up.")],
            };
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException)
        {
            return [Unknown()];
        }
    }

    private CheckResult Unknown() => CheckResult.Warn(Name, false, "Whether it is paused is not known without the database.", "Mend the database first.");
}
