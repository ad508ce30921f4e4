namespace TaskRelay.Web.Webhooks;

/// <summary>Stable words for why a delivery is ignored, in the order in which they are tried.</summary>
public static class IgnoreReasons
{
    public const string EventNotUsed = "event_not_used";
    public const string NotCreated = "not_created";
    public const string BotAuthor = "bot_author";
    public const string NoCommand = "no_command";
    public const string MentionNotFirst = "mention_not_first";
}
