namespace TaskRelay.Web.Commands;

/// <summary>What a command asks of a task that exists already.</summary>
public enum ControlVerb
{
    /// <summary>End the newest task that can be stopped.</summary>
    Stop,

    /// <summary>Start the newest task that can be retried once more.</summary>
    Retry,

    /// <summary>Tell how the newest task stands.</summary>
    Status,

    /// <summary>Tell what can be written.</summary>
    Help,
}
