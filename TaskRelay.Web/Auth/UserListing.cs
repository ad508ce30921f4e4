namespace TaskRelay.Web.Auth;

/// <summary>A page of people, last sign-in first.</summary>
/// <param name="Items">The people.</param>
/// <param name="Next">Where the next page goes on; null when there is none.</param>
public sealed record UserListing(IReadOnlyList<UserView> Items, UserPosition? Next);
