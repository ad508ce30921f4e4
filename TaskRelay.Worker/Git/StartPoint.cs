namespace TaskRelay.Worker.Git;

/// <summary>Where the work begins.</summary>
/// <param name="BaseBranch">The pull request's base.</param>
/// <param name="BaseSha">Its head.</param>
/// <param name="StartSha">Head of the work branch where that is on the remote already, else the base's.</param>
/// <param name="BranchExists">Whether it is.</param>
internal sealed record StartPoint(string BaseBranch, string BaseSha, string StartSha, bool BranchExists);
