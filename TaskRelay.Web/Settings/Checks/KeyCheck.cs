namespace TaskRelay.Web.Settings.Checks;

/// <summary>What a provider says of a credential.</summary>
/// <param name="Code">A word of <see cref="CheckCodes"/>.</param>
/// <param name="Message">The same in words, with what to do. Holds nothing of the credential.</param>
/// <param name="RetryAt">Where nobody could be asked: not before this, as the provider said.</param>
public sealed record KeyCheck(string Code, string Message, DateTimeOffset? RetryAt = null)
{
    /// <summary>The address answers, but not to this question, as gateways may: it says nothing about the key.</summary>
    public bool IsUnsupported { get; init; }

    public bool IsOk => Code == CheckCodes.Ok;

    /// <summary>The provider has said no, and would again.</summary>
    public bool IsRefused => Code is CheckCodes.Invalid or CheckCodes.InsufficientScope or CheckCodes.AppNotFound;
}
