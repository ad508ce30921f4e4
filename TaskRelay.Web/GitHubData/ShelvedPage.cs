namespace TaskRelay.Web.GitHubData;

/// <summary>A page of GitHub's as it was read once.</summary>
/// <param name="ETag">By which GitHub says whether it is still so; null when GitHub gave none.</param>
/// <param name="Content">What was read from it.</param>
/// <param name="HasNext">Whether GitHub named a next page; null when it said nothing of pages.</param>
/// <param name="IsPartial">Whether GitHub left something out.</param>
internal sealed record ShelvedPage(string? ETag, object Content, bool? HasNext, bool IsPartial);
