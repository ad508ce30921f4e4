using System.Text.RegularExpressions;

namespace TaskRelay.Web.Runners.Fly;

/// <summary>Reads refusals of a creation: which are final, with a remedy, and which may pass.</summary>
internal static partial class FlyRefusals
{
    /// <summary>What the refusal means.</summary>
    public static FlyVerdict Judge(FlyRefusal refusal, FlyAccount account)
    {
        // A taken name comes as 409, and has come as 422: the words decide, not the number.
        if (refusal.Status is 409 or 422 && refusal.Message.Contains("unique machine name violation", StringComparison.OrdinalIgnoreCase))
        {
            return new FlyVerdict.NameTaken(TakenBy().Match(refusal.Message) is { Success: true } match ? match.Groups["id"].Value : null);
        }

        // The same holds for a region without room: 409, 412, 422 and 503 have all been seen.
        if (refusal.Status is 409 or 412 or 422 or 503 && IsNoRoom(refusal))
        {
            return new FlyVerdict.Later(
                $"Fly has no room for {account}. Choose another region or a smaller size. {refusal}", refusal.RetryAfter);
        }

        return refusal.Status switch
        {
            400 => new FlyVerdict.Final($"Fly refuses this Machine. Check Fly:WorkerImage, the region and the size ({account}). {refusal}"),
            401 => new FlyVerdict.Final($"Fly does not accept the token. Enter a valid one in the settings of Fly. {refusal}"),
            403 => new FlyVerdict.Final($"The token may not create Machines in {account.AppName}. Enter a deploy token of that app. {refusal}"),
            404 => new FlyVerdict.Final($"Fly has no app {account.AppName} for this token. Create it, or name another in the settings of Fly. {refusal}"),
            412 => new FlyVerdict.Final($"Fly refuses this Machine as things stand. {refusal}"),
            422 => new FlyVerdict.Final(
                $"Fly refuses this Machine, for example because the organization has as many as it may. Remove some or ask Fly for more. {refusal}"),
            409 => new FlyVerdict.Later($"Fly was busy with the app. {refusal}", refusal.RetryAfter),
            429 => new FlyVerdict.Later($"Fly was asked too often. {refusal}", refusal.RetryAfter),
            408 or >= 500 => new FlyVerdict.Unclear($"Fly is in trouble. {refusal}", refusal.RetryAfter),
            _ => new FlyVerdict.Final($"Fly gave an answer that TaskRelay does not know. Check Fly:ApiBaseUrl. {refusal}"),
        };
    }

    private static bool IsNoRoom(FlyRefusal refusal) =>
        refusal.Code == "insufficient_capacity" || NoRoom().IsMatch(refusal.Message);

    [GeneratedRegex("machine ID (?<id>[0-9A-Za-z_-]{1,64})", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex TakenBy();

    [GeneratedRegex("insufficient (resources|memory|cpus?|capacity)|could not reserve resource|no capacity|not enough capacity", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex NoRoom();
}
