namespace TaskRelay.Web.Settings.Api;

/// <summary>The providers.</summary>
public sealed record ProviderList(IReadOnlyList<ProviderView> Items);

/// <summary>A provider that credentials may be entered for.</summary>
/// <param name="Id">Lower case word.</param>
/// <param name="Name">For people.</param>
/// <param name="DocsUrl">Where a key is got.</param>
/// <param name="Credentials">Its variables.</param>
/// <param name="Agents">Names of the agents that use it here.</param>
public sealed record ProviderView(string Id, string Name, string DocsUrl, IReadOnlyList<ProviderCredentialView> Credentials, IReadOnlyList<string> Agents);

/// <summary>A variable of a provider.</summary>
/// <param name="Name">The environment variable that agents read.</param>
/// <param name="Label">For people.</param>
/// <param name="Required">Its agents can't run without it.</param>
public sealed record ProviderCredentialView(string Name, string Label, bool Required);

/// <summary>Credentials of one provider.</summary>
/// <param name="Provider">Its id.</param>
/// <param name="Values">By variable; null removes the stored one, absent ones stay.</param>
public sealed record CredentialUpdate(string Provider, IReadOnlyDictionary<string, string?> Values);

/// <summary>One key each; null removes the stored one, absent ones stay.</summary>
public sealed record ShortCredentials(string? Anthropic = null, string? Openai = null, string? Amp = null);

/// <summary>The part about Fly. Absent members keep their value.</summary>
/// <param name="Token">Blank or absent: the stored one stays.</param>
/// <param name="AppName">The app that Machines are made in; null for none.</param>
/// <param name="Region">Null leaves it to Fly.</param>
/// <param name="Cpus">1 or an even number, up to 16.</param>
/// <param name="MemoryMb">What Fly offers for that many CPUs.</param>
/// <param name="Validate">Ask Fly first, and save nothing unless it says yes.</param>
public sealed record FlyUpdate(string? Token = null, string? AppName = null, string? Region = null, int? Cpus = null, int? MemoryMb = null, bool? Validate = null);

/// <summary>A key to ask about; null means the stored one.</summary>
public sealed record AnthropicQuestion(string? ApiKey = null);

/// <summary>A token and an app to ask about; null means the stored ones.</summary>
public sealed record FlyQuestion(string? Token = null, string? AppName = null);

/// <summary>What the provider said.</summary>
/// <param name="Valid">It can be used.</param>
/// <param name="Code"><c>ok</c>, <c>missing</c>, <c>invalid</c>, <c>insufficient_scope</c>, <c>app_not_found</c> or <c>unreachable</c>.</param>
/// <param name="Message">The same in words, with what to do.</param>
public sealed record CheckAnswer(bool Valid, string Code, string Message);
