namespace TaskRelay.Web.Prompts;

/// <summary>What the author of a text may do in the repository, as GitHub said of their numeric id.</summary>
public enum PromptPermission
{
    /// <summary>GitHub was not asked, or could not be: not trusted.</summary>
    Unknown,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>Read, or triage.</summary>
    Read,

    /// <summary>Write, or maintain.</summary>
    Write,

    /// <summary>Everything.</summary>
    Admin,
}
