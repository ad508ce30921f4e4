using TaskRelay.Simulator;

namespace TaskRelay.Web.Tests.Runners.Fly;

/// <summary>What a relay needs to run its workers in the simulator's Machines.</summary>
public static class FlySettings
{
    public const string App = "relay-workers";

    public const string Image = "registry.fly.io/relay-worker@sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";

    /// <summary>Makes the app and a deploy token for it.</summary>
    public static Dictionary<string, string> For(SimulatorHost simulator, out string token)
    {
        token = "FlyV1 fm2_lJPECAAAAAAACe0kxBBnTXT5ZLmVYsHvRaIpHjKl";
        simulator.Fly.AddApp(App, "personal");
        simulator.Fly.AddToken(token, "personal", App);
        return new Dictionary<string, string>
        {
            ["Runners:Default"] = "fly",
            ["Fly:ApiBaseUrl"] = simulator.FlyUrl,
            ["Fly:WorkerImage"] = Image,
            ["Fly:AppName"] = App,
            ["Fly:ApiToken"] = token,
            ["Fly:Region"] = "fra",
        };
    }
}
