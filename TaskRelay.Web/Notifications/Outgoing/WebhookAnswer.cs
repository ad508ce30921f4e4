namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>What became of a wish about endpoints.</summary>
public abstract record WebhookAnswer
{
    private WebhookAnswer()
    {
    }

    /// <summary>It is done.</summary>
    /// <param name="Endpoint">As it is since.</param>
    /// <param name="Secret">A new secret, and the only sight of it.</param>
    public sealed record Done(WebhookEndpoint Endpoint, string? Secret = null) : WebhookAnswer;

    /// <summary>There is none that this caller may see.</summary>
    public sealed record Missing : WebhookAnswer;

    /// <summary>Members are wrong.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : WebhookAnswer;

    /// <summary>It was changed since it was read.</summary>
    public sealed record Changed(WebhookEndpoint Now) : WebhookAnswer;

    /// <summary>There are as many as there may be.</summary>
    public sealed record TooMany : WebhookAnswer;

    /// <summary>It is switched off.</summary>
    public sealed record Off : WebhookAnswer;

    /// <summary>A delivery is to be sent.</summary>
    public sealed record Sending(Guid Delivery) : WebhookAnswer;
}
