using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Settings;

/// <summary>What whoever asks for a task said; null leaves it to their settings.</summary>
/// <param name="Agent">Canonical name.</param>
/// <param name="Model">Name of a model.</param>
/// <param name="Priority">Order among waiting tasks.</param>
public sealed record TaskWish(string? Agent, string? Model, TaskPriority? Priority);

/// <summary>What a new task gets.</summary>
/// <param name="Agent">Canonical name.</param>
/// <param name="Model">Name of a model; null leaves it to the agent.</param>
/// <param name="Priority">Order among waiting tasks.</param>
/// <param name="Runner">Where it runs.</param>
/// <param name="MaxAttempts">Automatic and manual attempts together.</param>
/// <param name="BaseBranch">Where a task on an issue begins; null: the default branch.</param>
public sealed record TaskPreset(string Agent, string? Model, TaskPriority Priority, string Runner, int MaxAttempts, string? BaseBranch);
