using System.Text.Json.Serialization;

namespace TaskRelay.Worker.PullRequests;

/// <summary>Body of <c>POST /repos/{owner}/{repo}/pulls</c>.</summary>
internal sealed record NewPull(string Title, string Head, string Base, string Body);

/// <summary>What is used of a pull request.</summary>
internal sealed record Pull(int Number, string HtmlUrl);

/// <summary>Body of <c>POST …/pulls/{number}/requested_reviewers</c>.</summary>
internal sealed record ReviewRequest(IReadOnlyList<string> Reviewers);

/// <summary>GitHub's form of a refusal.</summary>
internal sealed record PullsRefusal(string? Message, IReadOnlyList<PullsRefusalDetail>? Errors);

/// <summary>One reason of a refusal.</summary>
internal sealed record PullsRefusalDetail(string? Message, string? Field, string? Code);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(NewPull))]
[JsonSerializable(typeof(Pull))]
[JsonSerializable(typeof(List<Pull>))]
[JsonSerializable(typeof(ReviewRequest))]
[JsonSerializable(typeof(PullsRefusal))]
internal sealed partial class PullsJson : JsonSerializerContext;
