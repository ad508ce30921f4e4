namespace TaskRelay.Web.Auth.Setup;

/// <summary>Where the one-time code is printed: standard output, and no log, for logs are sent to places.</summary>
public sealed class SetupConsole(TextWriter output)
{
    /// <summary>Tells the operator where to go and with what.</summary>
    public void Tell(string address, string code)
    {
        output.WriteLine(
            $"""

             TaskRelay is not set up yet. Open this in a browser:

                 {address}

             and enter the one-time code:

                 {code}

             Whoever enters it and signs in becomes administrator. Each start prints a new one until then.

             """);
        output.Flush();
    }
}
