namespace TaskRelay.Rig;

/// <summary>The run can't go on: the app does not start any more, or its store can't be read.</summary>
internal sealed class RunEndedException(string message) : Exception(message);
