namespace TaskRelay.Web.GitHubData;

/// <summary>
/// Pages that may be asked for again with their ETag, which costs nothing of the rate limit. Each person has their own:
/// nothing that one may see is ever shown to another.
/// </summary>
internal sealed class PageShelf
{
    /// <summary>A page is at most a hundred entries, some tens of kilobytes.</summary>
    private const int MaxPages = 500;

    private readonly Lock _gate = new();
    private readonly Dictionary<(long User, string Address), LinkedListNode<Entry>> _pages = [];
    private readonly LinkedList<Entry> _byUse = new();

    public ShelvedPage? Find(long user, string address)
    {
        lock (_gate)
        {
            if (!_pages.TryGetValue((user, address), out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Page;
        }
    }

    public void Put(long user, string address, ShelvedPage page)
    {
        lock (_gate)
        {
            if (_pages.Remove((user, address), out var known))
            {
                _byUse.Remove(known);
            }

            _pages[(user, address)] = _byUse.AddFirst(new Entry(user, address, page));
            while (_pages.Count > MaxPages)
            {
                var last = _byUse.Last!.Value;
                _byUse.RemoveLast();
                _pages.Remove((last.User, last.Address));
            }
        }
    }

    private sealed record Entry(long User, string Address, ShelvedPage Page);
}
