using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskRelay.Simulator.Models;

namespace TaskRelay.Web.Tests.Simulator;

public sealed class ModelProviderTests : SimulatorTestBase
{
    private static readonly ModelTurn[] Turns =
    [
        ModelTurn.Write("/w/a.txt", "a\n", new ModelUsage(100, 10, CacheRead: 20, CacheWrite: 5)),
        ModelTurn.Say("It is done.", new ModelUsage(200, 3)),
    ];

    public static TheoryData<ModelWire> Wires() => [.. Enum.GetValues<ModelWire>()];

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task A_wrong_key_is_refused_and_nothing_is_billed(ModelWire wire)
    {
        var answer = await AskAsync(wire, Body(wire, 0, streams: true), key: "sk-other");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.NotNull((await answer.Content.ReadFromJsonAsync<JsonObject>())!["error"]);
        Assert.Empty(Host.Models.Bills);
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task The_turn_follows_from_the_conversation_so_a_repeated_request_gets_the_same_answer(ModelWire wire)
    {
        Host.Models.Prices["m"] = new ModelPrice(1, 10, 0.1m, 2);
        Host.Models.Add(new ModelScript("the wish", Turns));

        foreach (var streams in (bool[])[true, true, false])
        {
            var text = await (await AskAsync(wire, Body(wire, 0, streams))).Content.ReadAsStringAsync();
            Assert.Contains("/w/a.txt", text, StringComparison.Ordinal);
        }

        Assert.Contains("It is done.", await (await AskAsync(wire, Body(wire, 1, streams: true))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.All(Host.Models.Bills.Take(3), bill => Assert.Equal(new ModelBill("the wish", wire, "m", Turns[0].Usage, 0.000212m, false), bill));
        Assert.Equal(Turns[1].Usage, Host.Models.Bills[3].Usage);
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Every_event_of_a_whole_stream_is_JSON_and_a_malformed_one_is_not(ModelWire wire)
    {
        Host.Models.Add(new ModelScript("", Turns[0] with { Text = "Words too.", Break = StreamBreak.Malformed }));

        var broken = await (await AskAsync(wire, Body(wire, 0, streams: true))).Content.ReadAsStringAsync();
        var whole = await (await AskAsync(wire, Body(wire, 0, streams: true))).Content.ReadAsStringAsync();

        Assert.ThrowsAny<JsonException>(() => Events(broken).ForEach(data => JsonNode.Parse(data)));
        Assert.True(Events(whole).Count >= 2);
        Events(whole).ForEach(data => JsonNode.Parse(data));
        // Only what arrived is paid for.
        Assert.Single(Host.Models.Bills);
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task A_cut_stream_ends_in_an_error_and_is_not_billed(ModelWire wire)
    {
        Host.Models.Add(new ModelScript("", Turns[0] with { Break = StreamBreak.Cut, Breaks = 2 }));

        for (var i = 0; i < 2; i++)
        {
            await Assert.ThrowsAnyAsync<HttpRequestException>(async () => await (await AskAsync(wire, Body(wire, 0, streams: true))).Content.ReadAsStringAsync());
        }

        Assert.Empty(Host.Models.Bills);
        await (await AskAsync(wire, Body(wire, 0, streams: true))).Content.ReadAsStringAsync();
        Assert.Single(Host.Models.Bills);
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Faults_come_first_in_the_providers_own_words(ModelWire wire)
    {
        Host.Faults.Add(ModelFault.Overloaded(wire));
        Host.Faults.Add(ModelFault.TooManyRequests(wire, TimeSpan.FromSeconds(7)));
        Host.Faults.Add(ModelFault.Broken(wire));
        List<int> statuses = [];
        for (var i = 0; i < 4; i++)
        {
            var answer = await AskAsync(wire, Body(wire, 0, streams: true));
            statuses.Add((int)answer.StatusCode);
            if (statuses[^1] == 429)
            {
                Assert.Equal(TimeSpan.FromSeconds(7), answer.Headers.RetryAfter!.Delta);
            }
        }

        Assert.Equal([wire == ModelWire.AnthropicMessages ? 529 : 503, 429, 500, 200], statuses);
    }

    [Fact]
    public async Task What_offers_no_tools_is_an_aside_and_billed_as_one()
    {
        Host.Models.Add(new ModelScript("", Turns));
        var body = Body(ModelWire.AnthropicMessages, 0, streams: false);
        body.Remove("tools");

        Assert.Contains("A title", await (await AskAsync(ModelWire.AnthropicMessages, body)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(Assert.Single(Host.Models.Bills).IsAside);
    }

    private static List<string> Events(string stream) =>
        [.. stream.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line[6..]).Where(data => data != "[DONE]")];

    private async Task<HttpResponseMessage> AskAsync(ModelWire wire, JsonObject body, string key = ModelProvider.DefaultKey)
    {
        using var http = new HttpClient { BaseAddress = Host.Url };
        var streams = (bool?)body["stream"] == true;
        var request = new HttpRequestMessage(HttpMethod.Post, wire switch
        {
            ModelWire.AnthropicMessages => "anthropic/v1/messages",
            ModelWire.OpenAiResponses => "openai/v1/responses",
            ModelWire.OpenAiChat => "openai/v1/chat/completions",
            _ => $"google/v1beta/models/m:{(streams ? "streamG" : "g")}enerateContent",
        })
        { Content = JsonContent.Create(body) };
        request.Headers.Add(wire switch { ModelWire.AnthropicMessages => "x-api-key", ModelWire.GoogleContent => "x-goog-api-key", _ => "Authorization" },
            wire is ModelWire.OpenAiChat or ModelWire.OpenAiResponses ? $"Bearer {key}" : key);
        return await http.SendAsync(request);
    }

    /// <summary>A conversation with that many answers in it.</summary>
    private static JsonObject Body(ModelWire wire, int answers, bool streams)
    {
        JsonObject Said(string role) => wire == ModelWire.GoogleContent
            ? new() { ["role"] = role == "assistant" ? "model" : role, ["parts"] = new JsonArray(new JsonObject { ["text"] = "the wish" }) }
            : new() { ["role"] = role, ["content"] = "the wish" };
        var talk = new JsonArray(Said("user"));
        for (var i = 0; i < answers; i++)
        {
            talk.Add(Said("assistant"));
            talk.Add(Said("user"));
        }

        var body = new JsonObject { ["model"] = "m", ["stream"] = streams };
        body[wire switch { ModelWire.OpenAiResponses => "input", ModelWire.GoogleContent => "contents", _ => "messages" }] = talk;
        body["tools"] = wire switch
        {
            ModelWire.GoogleContent => new JsonArray(new JsonObject { ["functionDeclarations"] = new JsonArray(new JsonObject { ["name"] = "write_file" }) }),
            ModelWire.OpenAiChat => new JsonArray(new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = "write" } }),
            _ => new JsonArray(new JsonObject { ["type"] = "function", ["name"] = "Write" }),
        };
        return body;
    }
}
