namespace TaskRelay.Web.Http.Limits;

/// <summary>Somebody who asked too often.</summary>
/// <param name="Kind"><c>user</c>, <c>address</c>, or <c>proof</c> for an address with wrong signatures or tokens.</param>
/// <param name="Who">The person's numeric id, or the address.</param>
/// <param name="Count">How often they were refused.</param>
/// <param name="LastAt">When they last were.</param>
public sealed record RefusedCaller(string Kind, string Who, int Count, DateTimeOffset LastAt);
