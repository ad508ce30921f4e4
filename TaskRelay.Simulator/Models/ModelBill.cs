namespace TaskRelay.Simulator.Models;

/// <summary>One answer that was given in full, and so is paid for.</summary>
/// <param name="Script">The script's <see cref="ModelScript.When"/>; empty where none fitted.</param>
/// <param name="Wire">How it was asked for.</param>
/// <param name="Model">As the request names it.</param>
/// <param name="Usage">What was told to the caller.</param>
/// <param name="CostUsd">By the model's price; 0 where it has none.</param>
/// <param name="IsAside">No tools were offered: a title, a summary and the like beside the conversation.</param>
public sealed record ModelBill(string Script, ModelWire Wire, string Model, ModelUsage Usage, decimal CostUsd, bool IsAside);
