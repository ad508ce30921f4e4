namespace TaskRelay.Simulator.State;

public sealed partial class GitHubState
{
    private readonly SortedDictionary<long, SimulatedComment> _comments = [];
    private readonly SortedDictionary<long, SimulatedReaction> _reactions = [];

    /// <summary>
    /// Somebody writes a comment: stored, then told to the App. Answers when the App has answered (or could not be
    /// reached, or took longer than GitHub waits).
    /// </summary>
    public async Task<PostedComment> CommentAsync(
        string repository, int issue, string login, string body, CancellationToken cancellationToken = default)
    {
        var posted = Comment(Repository(repository), issue, User(login), body, byApp: false);
        if (posted.Delivery is not null)
            await posted.Delivery.Completion.WaitAsync(cancellationToken);
        return posted;
    }

    /// <summary>The comments of an issue, oldest first.</summary>
    public IReadOnlyList<SimulatedComment> Comments(string repository, int issue)
    {
        lock (_gate)
        {
            var id = Repository(repository).Id;
            return [.. _comments.Values.Where(comment => comment.RepositoryId == id && comment.IssueNumber == issue)];
        }
    }

    /// <summary>Somebody changes a comment; the App is told.</summary>
    public SimulatedComment EditComment(string repository, SimulatedComment comment, string body, string login) =>
        EditComment(Repository(repository), comment, body, User(login));

    /// <summary>Somebody deletes a comment; the App is told.</summary>
    public void DeleteComment(string repository, SimulatedComment comment, string login) => DeleteComment(Repository(repository), comment, User(login));

    /// <summary>A reaction of the App's own, as it leaves on what it takes.</summary>
    public void ReactAsApp(SimulatedComment comment, string content) =>
        React(new ReactionSubject(comment.RepositoryId, comment.IssueNumber, comment.Id), User(App.BotLogin), content);

    public SimulatedComment? FindComment(long id)
    {
        lock (_gate)
            return _comments.GetValueOrDefault(id);
    }

    /// <summary>Reactions to a comment, oldest first.</summary>
    public IReadOnlyList<SimulatedReaction> Reactions(SimulatedComment comment) =>
        Reactions(new ReactionSubject(comment.RepositoryId, comment.IssueNumber, comment.Id));

    /// <summary>Reactions to an issue itself, oldest first.</summary>
    public IReadOnlyList<SimulatedReaction> Reactions(SimulatedIssue issue) =>
        Reactions(new ReactionSubject(issue.RepositoryId, issue.Number, null));

    internal IReadOnlyList<SimulatedReaction> Reactions(ReactionSubject subject)
    {
        lock (_gate)
            return [.. _reactions.Values.Where(reaction => reaction.Subject == subject)];
    }

    internal PostedComment Comment(SimulatedRepository repository, int issueNumber, SimulatedUser author, string body, bool byApp)
    {
        SimulatedComment comment;
        SimulatedIssue issue;
        lock (_gate)
        {
            if (!_issues.ContainsKey((repository.Id, issueNumber)))
                throw new ArgumentException($"{repository.FullName} has no issue {issueNumber}.", nameof(issueNumber));
            comment = new SimulatedComment(++_nextCommentId, repository.Id, issueNumber, body, author, Now) { ByApp = byApp };
            issue = _issues[(repository.Id, issueNumber)] with { UpdatedAt = Now };
            _comments[comment.Id] = comment;
            Replace(issue);
        }
        return new PostedComment(comment, Hooks.IssueComment("created", repository, issue, comment, author));
    }

    internal SimulatedComment EditComment(SimulatedRepository repository, SimulatedComment comment, string body, SimulatedUser actor)
    {
        string before;
        lock (_gate)
        {
            before = _comments[comment.Id].Body;
            comment = _comments[comment.Id] with { Body = body, UpdatedAt = Now, Edits = _comments[comment.Id].Edits + 1 };
            _comments[comment.Id] = comment;
        }
        Hooks.IssueComment("edited", repository, FindIssue(repository.FullName, comment.IssueNumber)!, comment, actor, before);
        return comment;
    }

    internal void DeleteComment(SimulatedRepository repository, SimulatedComment comment, SimulatedUser actor)
    {
        lock (_gate)
        {
            _comments.Remove(comment.Id);
            foreach (var reaction in _reactions.Values.Where(reaction => reaction.Subject.CommentId == comment.Id).ToList())
                _reactions.Remove(reaction.Id);
        }
        Hooks.IssueComment("deleted", repository, FindIssue(repository.FullName, comment.IssueNumber)!, comment, actor);
    }

    /// <summary>The same person's same reaction is kept once; the flag says whether it is new.</summary>
    internal (SimulatedReaction Reaction, bool Created) React(ReactionSubject subject, SimulatedUser user, string content)
    {
        lock (_gate)
        {
            var known = _reactions.Values.FirstOrDefault(reaction =>
                reaction.Subject == subject && reaction.User.Id == user.Id && reaction.Content == content);
            if (known is not null)
                return (known, false);
            var reaction = new SimulatedReaction(++_nextReactionId, subject, content, user, Now);
            _reactions[reaction.Id] = reaction;
            return (reaction, true);
        }
    }

    internal SimulatedReaction? FindReaction(long id)
    {
        lock (_gate)
            return _reactions.GetValueOrDefault(id);
    }

    internal void RemoveReaction(long id)
    {
        lock (_gate)
            _reactions.Remove(id);
    }
}
