namespace TaskRelay.Web.Setup;

/// <summary>A step of set-up, as it stands.</summary>
/// <param name="State">How.</param>
/// <param name="Summary">The same in a sentence.</param>
/// <param name="Remedy">What to do, where it does not work.</param>
public sealed record SetupStep(StepState State, string Summary, string? Remedy = null)
{
    public bool IsDone => State == StepState.Done;
}
