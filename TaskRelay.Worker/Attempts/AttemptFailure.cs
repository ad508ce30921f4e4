namespace TaskRelay.Worker.Attempts;

/// <summary>Why an attempt ends without success: a value, since each of these is expected to happen.</summary>
/// <param name="Code">One of <see cref="Contracts.ErrorCodes"/>.</param>
/// <param name="Message">A sentence for people; redacted when it is reported.</param>
/// <param name="IsPassing">The cause lies outside and may be gone soon.</param>
internal sealed record AttemptFailure(string Code, string Message, bool IsPassing = false);
