using System.Text.Json;
using PuppetEngine.Tests.Silo.Fixtures;

namespace PuppetEngine.Tests.Silo.BadInput;

/// <summary>Rows of the table of bad input that a request can be: status, stable code, and a sentence that mends it.</summary>
public sealed class BadRequestTests(RunningHouse shared) : IClassFixture<RunningHouse>
{
    /// <summary>Name; method and path; body; status; code; a part of the sentence.</summary>
    public static TheoryData<string, string, string, string?, int, string, string> Rows => new()
    {
        { "agent exists", "POST", "/v1/agents", "{\"id\":\"wren\"}", 409, "agent_exists", "PUT /v1/agents/wren" },
        { "another id", "PUT", "/v1/agents/wren", "{\"id\":\"other\"}", 422, "invalid_definition", "the address says 'wren'." },
        { "no agent", "GET", "/v1/agents/nobody", null, 404, "agent_not_found", "nobody" },
        { "path in the id", "GET", "/v1/agents/..%2f..%2fetc", null, 404, "agent_not_found", "" },
        { "no route", "GET", "/v1/nothing", null, 404, "route_not_found", "" },
        { "no such method", "DELETE", "/v1/status", null, 405, "method_not_allowed", "" },
        { "no JSON", "POST", "/v1/agents/wren/posts", "{\"topic\": ", 400, "invalid_body", "" },
        { "unknown field", "POST", "/v1/agents/wren/posts", "{\"topik\":\"rain\"}", 400, "unknown_field", "topik" },
        { "wrong type", "POST", "/v1/agents/wren/posts", "{\"topic\":7}", 400, "invalid_body", "topic" },
        { "long topic", "POST", "/v1/agents/wren/posts", $"{{\"topic\":\"{new string('x', 600)}\"}}", 400, "invalid_body", "topic is longer than 500 characters. Shorten it." },
        { "a character that X refuses", "POST", "/v1/agents/wren/posts", "{\"text\":\"hello\\ufeff\",\"force\":true}", 422, "blocked_outgoing", "" },
        { "too long", "POST", "/v1/agents/wren/posts", $"{{\"text\":\"{new string('x', 400)}\",\"force\":true}}", 422, "blocked_outgoing", "280" },
        { "no such effect", "POST", "/v1/effects/e0/approve", null, 404, "effect_not_found", "e0" },
        { "no such page", "GET", "/v1/agents?limit=100000", null, 400, "invalid_parameter", "limit" },
        { "no number", "GET", "/v1/agents?limit=many", null, 400, "invalid_parameter", "limit" },
        { "bad kill switch", "POST", "/v1/kill-switch", "{\"target\":\"everything\",\"stopped\":true}", 400, "invalid_body", "tag:" },
        { "oversized", "POST", "/v1/agents", "OVERSIZED", 413, "body_too_large", "" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_bad_request_has_its_status_code_and_sentence(string name, string method, string path, string? body, int status, string code, string sentence)
    {
        var sent = body == "OVERSIZED" ? $"{{\"id\":\"big\",\"description\":\"{new string('x', 2 * 1024 * 1024)}\"}}" : body;
        var answer = await shared.BesideNeighboursAsync(() => shared.Silo.SendAsync(new HttpMethod(method), path, sent));
        Assert.True(status == answer.Status && code == answer.Code, $"{name}: {answer.Status} {answer.Body}");
        var detail = answer.Json.GetProperty("detail").GetString() + (answer.Json.TryGetProperty("errors", out var errors) ? errors.ToString() : "");
        Assert.Contains(sentence, detail, StringComparison.Ordinal);
        Assert.EndsWith(".", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pup_this-is-no-key-of-this-house-at-all-0000000000")]
    [InlineData("x")]
    public async Task A_wrong_key_is_401_and_is_not_repeated(string key)
    {
        var answer = await shared.BesideNeighboursAsync(() => shared.Silo.GetAsync("/v1/agents", key));
        Assert.Equal((401, "unauthorized"), (answer.Status, answer.Code));
        Assert.Contains("key", answer.Json.GetProperty("detail").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("pup_this", answer.Body + shared.Silo.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_below_the_scope_is_403_and_the_sentence_names_the_scope()
    {
        var made = await shared.Silo.SendAsync(HttpMethod.Post, "/v1/keys", JsonSerializer.Serialize(new { name = "reader", scopes = new[] { "read" } }));
        Assert.Equal(201, made.Status);
        var reader = made.Json.GetProperty("key").GetString()!;
        var answer = await shared.BesideNeighboursAsync(() => shared.Silo.SendAsync(HttpMethod.Post, "/v1/agents/wren/posts", "{}", reader));
        Assert.Equal((403, "missing_scope"), (answer.Status, answer.Code));
        Assert.Contains("operate", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_without_an_idempotency_key_is_refused_and_the_sentence_says_what_to_send()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(shared.Silo.Address, "/v1/agents/wren/posts")) { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Api-Key", shared.Silo.Key);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("idempotency_key_required", body.GetProperty("code").GetString());
        Assert.Contains("Idempotency-Key", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
