namespace TaskRelay.Web.Queue;

/// <summary>The <c>Admission</c> section: whom the operator serves.</summary>
public sealed class AdmissionOptions
{
    public const string Section = "Admission";

    /// <summary>
    /// Owners whose installations are served, an array or one string with commas; <c>*</c> is all. Empty: the App's
    /// owner and the administrators. An App that anyone may install must not spend the operator's money.
    /// </summary>
    public string[] Accounts { get; set; } = [];

    /// <summary>Whether only people who have signed in here may give commands.</summary>
    public bool RequireSignIn { get; set; }
}
