namespace TaskRelay.Contracts;

/// <summary>Body of <c>POST /api/worker/claim</c>.</summary>
/// <param name="WorkerId">Chosen by the worker at its start, unique to this process; the same one may repeat a claim whose answer was lost.</param>
public sealed record ClaimRequest(string WorkerId);

/// <summary>Answer to a claim that won.</summary>
/// <param name="Token">The attempt token for every later call.</param>
/// <param name="TaskId">The task.</param>
/// <param name="Attempt">The attempt, the fencing number in every report.</param>
/// <param name="LeaseSeconds">The attempt is taken for lost when no call comes for so long.</param>
public sealed record ClaimResponse(string Token, Guid TaskId, int Attempt, int LeaseSeconds);
