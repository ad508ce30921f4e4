namespace TaskRelay.Web.Queue.Pausing;

/// <summary>Whether new work is taken up, and what still runs.</summary>
/// <param name="Paused">Nothing new is started, in no repository.</param>
/// <param name="Drained">It is paused, and no attempt runs any more.</param>
/// <param name="Running">Attempts that run or are stopping.</param>
/// <param name="Queued">Tasks that wait.</param>
/// <param name="Instance">The pause of the whole TaskRelay; null when there is none.</param>
/// <param name="Repositories">Repositories that are paused on their own.</param>
public sealed record PauseState(bool Paused, bool Drained, int Running, int Queued, PauseView? Instance, IReadOnlyList<PauseView> Repositories);

/// <summary>A pause.</summary>
/// <param name="Repository">The repository as <c>owner/name</c>; null for the whole TaskRelay.</param>
/// <param name="Since">Since when.</param>
/// <param name="By">Login of the administrator.</param>
/// <param name="Reason">Why; everybody whose task waits reads it.</param>
/// <param name="Running">Attempts that run or are stopping there.</param>
/// <param name="Drained">None of them runs any more.</param>
public sealed record PauseView(string? Repository, DateTimeOffset Since, string By, string? Reason, int Running, bool Drained);

/// <summary>A wish to pause, or to go on.</summary>
/// <param name="Paused">true starts nothing new; false goes on with what waits.</param>
/// <param name="Reason">One line of at most 200 characters, shown on the issues of waiting tasks; null gives none.</param>
public sealed record PauseRequest(bool? Paused, string? Reason);

/// <summary>A repository that may be paused.</summary>
/// <param name="Id">GitHub's id; <see cref="AdmissionPause.Everything"/> for all of them.</param>
/// <param name="FullName"><c>owner/name</c>; null for all of them.</param>
public sealed record PauseTarget(long Id, string? FullName)
{
    /// <summary>The whole TaskRelay.</summary>
    public static readonly PauseTarget Everything = new(AdmissionPause.Everything, null);
}
