using System.Text.Json;

namespace TaskRelay.Web.Tests.Auth;

/// <summary>What every refusal must look like.</summary>
public static class Problems
{
    /// <summary>Checks the document's members, and returns it.</summary>
    public static async Task<JsonElement> ExpectAsync(HttpResponseMessage answer, int status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        foreach (var member in new[] { "type", "title", "detail", "traceId" })
        {
            Assert.False(string.IsNullOrEmpty(problem.GetProperty(member).GetString()), $"{member} is missing in {text}");
        }

        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        return problem;
    }
}
