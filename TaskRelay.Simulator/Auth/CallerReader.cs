using System.Text;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Auth;

/// <summary>Turns a request's Authorization header into a <see cref="Caller"/>.</summary>
internal sealed class CallerReader(GitHubState state)
{
    public Caller Read(HttpRequest request) => Credential(request) is { } value ? Identify(value) : new Caller(TokenKind.None, state);

    /// <summary>git and curl send <c>Basic x-access-token:TOKEN</c>; the name does not matter.</summary>
    private static string? Credential(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is not [var scheme, var value])
            return null;
        if (!scheme.Equals("basic", StringComparison.OrdinalIgnoreCase))
            return value;
        var decoded = new byte[value.Length];
        if (!Convert.TryFromBase64String(value, decoded, out var length))
            return "";
        var (name, password) = Encoding.UTF8.GetString(decoded, 0, length).Split(':', 2) is [var first, var second] ? (first, second) : ("", "");
        return password is "" or "x-oauth-basic" ? name : password;
    }

    private Caller Identify(string value)
    {
        if (value.Count('.') == 2 && !value.StartsWith("ghs_", StringComparison.Ordinal))
        {
            var refusal = AppTokenCheck.Refuse(state.App, value, state.Now);
            return new Caller(refusal is null ? TokenKind.App : TokenKind.Invalid, state) { Refusal = refusal };
        }
        if (state.Tokens.Find(value) is not { } token)
            return Invalid("Bad credentials");
        if (token.Kind != TokenKind.Installation)
            return new Caller(token.Kind, state) { Account = state.FindUser(token.User!.Id), Token = token };
        return state.FindInstallation(token.InstallationId!.Value) is { } installation
            ? new Caller(TokenKind.Installation, state) { Account = state.Bot, Token = token, Installation = installation }
            : Invalid("Bad credentials");
    }

    private Caller Invalid(string refusal) => new(TokenKind.Invalid, state) { Refusal = refusal };
}
