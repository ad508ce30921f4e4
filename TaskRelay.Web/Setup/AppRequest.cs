namespace TaskRelay.Web.Setup;

/// <summary>A wish for an App on its way to GitHub.</summary>
/// <param name="State">Comes back with the answer.</param>
/// <param name="Wish">What was wished.</param>
/// <param name="EndsAt">Later answers don't count.</param>
public sealed record AppRequest(string State, AppWish Wish, DateTimeOffset EndsAt);
