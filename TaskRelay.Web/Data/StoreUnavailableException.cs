namespace TaskRelay.Web.Data;

/// <summary>The store can't take a write now: full gate, locked or full disk. Callers answer 503; nothing was stored.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
