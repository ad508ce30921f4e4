using Microsoft.Extensions.Options;
using TaskRelay.Web.Http.Limits;
using TaskRelay.Web.Retention;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Settings;

/// <summary>What the configuration allows, for people who wonder why something waits or ended.</summary>
public sealed class InstanceLimits(
    IOptionsMonitor<QueueLimits> queue, IOptionsMonitor<TaskOptions> tasks, IOptionsMonitor<RateLimitOptions> rates, IOptionsMonitor<RetentionOptions> retention)
{
    /// <summary>Attempts of a task, whatever a person wants.</summary>
    public int MaxAttempts => tasks.CurrentValue.MaxAttempts;

    /// <summary>Whole minutes that an agent may work, whatever a person wants.</summary>
    public int TimeoutMinutes => (int)Math.Max(1, tasks.CurrentValue.Timeout.TotalMinutes);

    /// <summary>Tasks of one person at once, whatever they want.</summary>
    public int MaxRunningPerUser => queue.CurrentValue.MaxRunningPerUser;

    /// <summary>All that a person may run into.</summary>
    public IReadOnlyList<InstanceLimit> All()
    {
        var (line, time, rate, kept) = (queue.CurrentValue, tasks.CurrentValue, rates.CurrentValue, retention.CurrentValue);
        return
        [
            new("Tasks that run at once, of everybody", line.MaxRunning == 0 ? "none: nothing is started" : $"{line.MaxRunning}", "Queue:MaxRunning"),
            new("Tasks of one person at once", $"{line.MaxRunningPerUser}", "Queue:MaxRunningPerUser"),
            new("Tasks of one repository at once", $"{line.MaxRunningPerRepository}", "Queue:MaxRunningPerRepository"),
            new("Longest wait of a task", $"{line.MaxWaitHours} h", "Queue:MaxWaitHours"),
            time.TimeoutSeconds > 0
                ? new("Time that an agent may work", $"{time.TimeoutSeconds} s", "Tasks:TimeoutSeconds")
                : new("Time that an agent may work", $"{time.TimeoutMinutes} min", "Tasks:TimeoutMinutes"),
            new("Attempts of a task", $"{time.MaxAttempts}", "Tasks:MaxAttempts"),
            new("Log of a task", kept.LogMegabytes == 0 ? "no limit" : $"{kept.LogMegabytes} MB", "Retention:LogMegabytes"),
            new("Output and prompts are kept", Days(kept.LogDays), "Retention:LogDays"),
            new("Ended tasks are kept", Days(kept.TaskDays), "Retention:TaskDays"),
            new("Requests of one person in a minute", rate.PerUserPerMinute == 0 ? "no limit" : $"{rate.PerUserPerMinute}", "RateLimits:PerUserPerMinute"),
        ];
    }

    private static string Days(int days) => days == 0 ? "for ever" : $"{days} days";
}
