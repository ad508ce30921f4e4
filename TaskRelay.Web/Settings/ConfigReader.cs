using System.Text.Json;
using TaskRelay.Web.Agents;
using TaskRelay.Web.Commands;
using TaskRelay.Web.Data;
using TaskRelay.Web.Http;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Settings;

/// <summary>Reads settings that somebody sends: every member must be there, be known and be of its form.</summary>
public sealed class ConfigReader(AgentCatalogue agents)
{
    /// <summary>The change, or what is wrong with it.</summary>
    public ConfigReading Read(JsonElement json)
    {
        if (JsonFields.Of(json) is not { } body)
        {
            return new ConfigReading.Invalid(new Dictionary<string, string[]> { ["$"] = ["Must be an object."] });
        }

        var names = agents.Names;
        var version = body.Number("version");
        var defaultAgent = body.Text("defaultAgent");
        var runner = Runner(body);
        var chosen = body.Object("agents");
        var fly = Fly(body.Object("fly"));
        var repositories = Repositories(body.Object("repositories"));
        var limits = Limits(body.Object("settings"));
        body.Ignore("updatedAt");
        body.End();

        if (defaultAgent is not null && names.Find(defaultAgent) is null)
        {
            return new ConfigReading.NoSuchAgent(defaultAgent);
        }

        if (chosen?.Names.FirstOrDefault(name => names.Find(name) is null) is { } stranger)
        {
            return new ConfigReading.NoSuchAgent(stranger);
        }

        var byAgent = chosen is null ? [] : Agents(chosen, names);
        return body.Errors.Count > 0
            ? new ConfigReading.Invalid(body.Errors)
            : new ConfigReading.Ok(new ConfigChange(version!.Value, names.Find(defaultAgent!)!, runner!, byAgent, fly!, repositories!, limits!));
    }

    /// <summary>The app and the size of its Machines, each with its fault noted.</summary>
    internal static void CheckFly(JsonFields fields, string? appName, string? region, int? cpus, int? memoryMb)
    {
        Note(fields, "appName", appName is null ? null : ConfigRules.AppFault(appName));
        Note(fields, "region", region is null ? null : ConfigRules.RegionFault(region));
        Note(fields, "cpus", cpus is { } count ? FlyGuest.CpusFault(count) : null);
        Note(fields, "memoryMb", cpus is { } number && memoryMb is { } memory ? FlyGuest.MemoryFault(number, memory) : null);
    }

    private Dictionary<string, AgentChoice> Agents(JsonFields chosen, AgentNames names)
    {
        var byAgent = new Dictionary<string, AgentChoice>();
        foreach (var name in chosen.Names.ToList())
        {
            if (chosen.Object(name) is { } fields && Agent(fields, names.Find(name)!) is { } choice && !byAgent.TryAdd(names.Find(name)!, choice))
            {
                chosen.Fail(name, $"Is another name of {names.Find(name)}, which stands there too.");
            }
        }

        foreach (var missing in names.Names.Where(name => !chosen.Names.Any(given => names.Find(given) == name)))
        {
            chosen.Fail(missing, "Is missing.");
        }

        return byAgent;
    }

    private AgentChoice? Agent(JsonFields fields, string name)
    {
        var enabled = fields.Flag("enabled");
        var model = fields.TextOrNull("model");
        var priority = fields.Text("priority");
        var instructions = fields.TextOrNull("instructions");
        fields.End();
        var known = priority is null ? null : SnakeCase.Parse<TaskPriority>(priority);
        Note(fields, "priority", priority is not null && known is null ? "Must be low, normal or high." : null);
        Note(fields, "instructions", instructions is null ? null : ConfigRules.InstructionsFault(instructions));
        Note(fields, "model", model is null ? null : ModelFault(name, model));
        return enabled is { } isEnabled && known is { } level ? new AgentChoice(isEnabled, model, level, instructions) : null;
    }

    private string? ModelFault(string agent, string model)
    {
        if (!ModelName.IsValid(model))
        {
            return "Not the name of a model.";
        }

        var allowed = agents.Find(agent)?.Models ?? [];
        return allowed.Count > 0 && !allowed.Contains(model, StringComparer.OrdinalIgnoreCase)
            ? $"{agent} may use these models here: {string.Join(", ", allowed)}."
            : null;
    }

    private static string? Runner(JsonFields body)
    {
        var runner = body.Text("runner");
        Note(body, "runner", runner is null || ConfigRules.Runners.Contains(runner) ? null : $"Must be {string.Join(" or ", ConfigRules.Runners)}.");
        return runner;
    }

    private static FlySize? Fly(JsonFields? fields)
    {
        if (fields is null)
        {
            return null;
        }

        var (appName, region) = (fields.TextOrNull("appName"), fields.TextOrNull("region"));
        var (cpus, memory) = (fields.Number("cpus"), fields.Number("memoryMb"));
        fields.Ignore("tokenConfigured");
        fields.End();
        CheckFly(fields, appName, region, cpus, memory);
        return cpus is { } count && memory is { } size ? new FlySize(appName, region, count, size) : null;
    }

    private static RepositoryChoice? Repositories(JsonFields? fields)
    {
        if (fields is null)
        {
            return null;
        }

        var (mode, selected) = (fields.Text("mode"), fields.Texts("selected"));
        fields.End();
        Note(fields, "mode", mode is null or RepositoryChoice.All or RepositoryChoice.OnlySelected ? null : "Must be all or selected.");
        foreach (var (name, at) in (selected ?? []).Select((name, at) => (name, at)))
        {
            Note(fields, $"selected[{at}]", ConfigRules.RepositoryFault(name));
        }

        Note(fields, "selected", selected?.Count > ConfigRules.MaxRepositories ? $"Must hold at most {ConfigRules.MaxRepositories}." : null);
        return mode is null || selected is null ? null : new RepositoryChoice(mode, [.. selected.Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    private static LimitChoice? Limits(JsonFields? fields)
    {
        if (fields is null)
        {
            return null;
        }

        var attempts = fields.Number("maxAttempts", 1, ConfigRules.MaxAttempts);
        var minutes = fields.Number("taskTimeoutMinutes", 1, ConfigRules.MaxTimeoutMinutes);
        var tasks = fields.Number("maxConcurrentTasks", 1, ConfigRules.MaxConcurrentTasks);
        fields.End();
        return attempts is { } most && minutes is { } limit && tasks is { } many ? new LimitChoice(most, limit, many) : null;
    }

    private static void Note(JsonFields fields, string name, string? fault)
    {
        if (fault is not null)
        {
            fields.Fail(name, fault);
        }
    }
}
