using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X.Auth;
using PuppetEngine.Providers.X.Wire;

namespace PuppetEngine.Providers.X.Streaming;

/// <summary>Reads and changes the rules of an app's stream.</summary>
internal sealed class XStreamRuleCalls(XTransport transport, XAppTokens tokens, IOptions<XOptions> options, TimeProvider time)
{
    private const string Path = "/2/tweets/search/stream/rules";

    internal Task<StreamRules> ListAsync(SocialAccountKey account, CancellationToken cancellationToken) => SendAsync(account, null, cancellationToken);

    internal async Task<StreamRules> AddAsync(SocialAccountKey account, IReadOnlyList<StreamRule> rules, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var answered = await SendAsync(account, Body(json =>
        {
            json.WriteStartArray("add");
            foreach (var rule in rules)
            {
                json.WriteStartObject();
                json.WriteString("value", rule.Value);
                if (rule.Tag.Length > 0)
                {
                    json.WriteString("tag", rule.Tag);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }), cancellationToken);

        // A duplicate comes back without its tag, which is the one it was asked for with: ours.
        return answered with { Rules = [.. answered.Rules.Select(r => r.Tag.Length > 0 ? r : r with { Tag = rules.FirstOrDefault(a => a.Value == r.Value)?.Tag ?? "" })] };
    }

    internal Task<StreamRules> DeleteAsync(SocialAccountKey account, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return SendAsync(account, Body(json =>
        {
            json.WriteStartObject("delete");
            json.WriteStartArray("ids");
            foreach (var id in ids)
            {
                json.WriteStringValue(id);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }), cancellationToken);
    }

    private async Task<StreamRules> SendAsync(SocialAccountKey account, byte[]? body, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (token, refusal) = await tokens.FindAsync(account, cancellationToken);
            if (token is null)
            {
                return new StreamRules { Outcome = refusal! };
            }

            using var content = body is null ? null : new XRequestContent(body, "application/json");
            using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, options.Value.At(Path)) { Content = content };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var (outcome, answer) = await transport.SendAsync(request, content, XCallKind.Read, renewable: false, time.GetUtcNow() + options.Value.ReadTimeout, cancellationToken);
            if (outcome.Code == SocialOutcomeCodes.Unauthorized)
            {
                await tokens.ForgetAsync(account, cancellationToken);
                if (attempt == 1)
                {
                    continue;
                }
            }

            return Read(answer, outcome);
        }
    }

    private static StreamRules Read(XAnswer? answer, SocialOutcome outcome)
    {
        try
        {
            using var document = JsonDocument.Parse(answer?.Body ?? "");
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object)
            {
                var errors = XPosts.Array(root, "errors").Select(e => (Type: (XPosts.Text(e, "type") ?? "").Split('/')[^1], Error: e)).ToList();
                return new StreamRules
                {
                    Outcome = outcome,
                    Rules =
                    [
                        .. XPosts.Array(root, "data").Select(Rule).OfType<StreamRule>(),
                        .. errors.Where(e => e.Type == "duplicate-rules").Select(e => Rule(e.Error)).OfType<StreamRule>(),
                    ],
                    // A rule that is gone is what a deletion wants.
                    Problems = [.. errors.Where(e => e.Type is not ("duplicate-rules" or "resource-not-found")).Select(e => Say(e.Error))],
                };
            }
        }
        catch (JsonException)
        {
            // Falls through: an answer cut short says nothing of the rules.
        }

        return new StreamRules { Outcome = outcome.Class == OutcomeClass.Sent ? XOutcomeTable.Ambiguous(SocialOutcomeCodes.Unreadable, "X's answer about the stream's rules could not be read.") : outcome };
    }

    private static StreamRule? Rule(JsonElement rule) =>
        XPosts.Text(rule, "id") is { } id && XPosts.Text(rule, "value") is { } value ? new StreamRule { Id = id, Value = value, Tag = XPosts.Text(rule, "tag") ?? "" } : null;

    private static string Say(JsonElement error)
    {
        var details = error.TryGetProperty("details", out var told) && told.ValueKind == JsonValueKind.Array
            ? string.Join(' ', told.EnumerateArray().Where(d => d.ValueKind == JsonValueKind.String).Select(d => d.GetString()))
            : XPosts.Text(error, "message") ?? XPosts.Text(error, "title") ?? "refused";
        return XPosts.Text(error, "value") is { Length: > 0 } value ? $"{value}: {details}" : details;
    }

    private static byte[] Body(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
