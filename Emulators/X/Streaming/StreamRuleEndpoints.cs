using System.Text.Json;
using PuppetEngine.Emulators.X.Posts;
using PuppetEngine.Emulators.X.Search;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X.Streaming;

/// <summary>Reading, adding and deleting rules of the filtered stream.</summary>
internal sealed class StreamRuleEndpoints(XWorld world)
{
    /// <summary><c>GET /2/tweets/search/stream/rules?ids=</c>.</summary>
    public XAnswer List(XRequest request)
    {
        var ids = request.QueryValue("ids")?.Split(',');
        var rules = world.Rules.Of(request.Caller.App.Record.ConsumerKey).Where(r => ids is null || ids.Contains(PostJson.Id(r.Id))).ToList();
        return XAnswer.Json(200, w =>
        {
            w.WriteStartObject();
            Rules(w, rules);
            w.WriteStartObject("meta");
            w.WriteString("sent", PostJson.Time(world.Now));
            w.WriteNumber("result_count", rules.Count);
            w.WriteEndObject();
            w.WriteEndObject();
        });
    }

    /// <summary><c>POST /2/tweets/search/stream/rules?dry_run=</c>: adds or deletes.</summary>
    public XAnswer Change(XRequest request)
    {
        var (change, refusal) = StreamRuleChange.Read(request.Body);
        if (change is null)
        {
            return refusal!;
        }

        var dryRun = request.QueryValue("dry_run");
        if (dryRun is not (null or "true" or "false"))
        {
            return XProblem.Invalid("dry_run", dryRun, $"The `dry_run` query parameter value [{dryRun}] is not a boolean");
        }

        return change.Added is { } added ? Add(request, added, dryRun == "true") : Delete(request, change, dryRun == "true");
    }

    private XAnswer Add(XRequest request, List<(string Value, string Tag)> added, bool dryRun)
    {
        var app = request.Caller.App.Record.ConsumerKey;
        var known = world.Rules.Of(app);
        var made = new List<XStreamRule>();
        var errors = new List<RuleError>();
        foreach (var (value, tag) in added)
        {
            var (query, problem) = PostQuery.Parse(value);
            if (known.Concat(made).FirstOrDefault(r => r.Value == value) is { } same)
            {
                errors.Add(new RuleError("DuplicateRule", "duplicate-rules", value, PostJson.Id(same.Id), []));
            }
            else if (query is null || value.Length > XStreamRules.Longest)
            {
                errors.Add(new RuleError("UnprocessableEntity", "invalid-rules", value, "", [problem ?? $"Rules must be at most {XStreamRules.Longest} characters long."]));
            }
            else
            {
                made.Add(world.Rules.Make(app, value, tag));
            }
        }

        if (known.Count + made.Count > XStreamRules.Most)
        {
            return XAnswer.Problem(422, w => RulesCapped(w, XStreamRules.Most));
        }

        // One rule that cannot be read stops all of its request; a duplicate only itself.
        var invalid = errors.Count(e => e.Type == "invalid-rules");
        made = invalid > 0 ? [] : made;
        if (!dryRun)
        {
            made.ForEach(world.Rules.Add);
        }

        return XAnswer.Json(made.Count > 0 ? 201 : invalid > 0 ? 400 : 200, w =>
        {
            w.WriteStartObject();
            Rules(w, made);
            w.WriteStartObject("meta");
            w.WriteString("sent", PostJson.Time(world.Now));
            w.WriteStartObject("summary");
            w.WriteNumber("created", made.Count);
            w.WriteNumber("not_created", added.Count - made.Count);
            w.WriteNumber("valid", added.Count - invalid);
            w.WriteNumber("invalid", invalid);
            w.WriteEndObject();
            w.WriteEndObject();
            Errors(w, errors);
            w.WriteEndObject();
        });
    }

    private XAnswer Delete(XRequest request, StreamRuleChange change, bool dryRun)
    {
        var app = request.Caller.App.Record.ConsumerKey;
        var known = world.Rules.Of(app);
        var ids = change.DeletedIds.Concat(change.DeletedValues.Select(v => known.Find(r => r.Value == v) is { } rule ? PostJson.Id(rule.Id) : v)).ToList();
        var missing = ids.Where(id => !known.Exists(r => PostJson.Id(r.Id) == id)).ToList();
        if (!dryRun)
        {
            foreach (var id in ids.Except(missing))
            {
                world.Rules.Delete(app, ulong.Parse(id, System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return XAnswer.Json(200, w =>
        {
            w.WriteStartObject();
            w.WriteStartObject("meta");
            w.WriteString("sent", PostJson.Time(world.Now));
            w.WriteStartObject("summary");
            w.WriteNumber("deleted", ids.Count - missing.Count);
            w.WriteNumber("not_deleted", missing.Count);
            w.WriteEndObject();
            w.WriteEndObject();
            Errors(w, [.. missing.Select(id => new RuleError("Not Found Error", "resource-not-found", id, id, [$"Rule does not exist: [{id}]."]))]);
            w.WriteEndObject();
        });
    }

    /// <summary>The rules of an answer, or of a post that they let through.</summary>
    public static void Rules(Utf8JsonWriter w, List<XStreamRule> rules, string name = "data", bool withValue = true)
    {
        if (rules.Count == 0)
        {
            return;
        }

        w.WriteStartArray(name);
        foreach (var rule in rules)
        {
            w.WriteStartObject();
            w.WriteString("id", PostJson.Id(rule.Id));
            if (withValue)
            {
                w.WriteString("value", rule.Value);
            }

            if (rule.Tag.Length > 0)
            {
                w.WriteString("tag", rule.Tag);
            }

            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static void Errors(Utf8JsonWriter w, List<RuleError> errors)
    {
        if (errors.Count == 0)
        {
            return;
        }

        w.WriteStartArray("errors");
        foreach (var error in errors)
        {
            w.WriteStartObject();
            w.WriteString("value", error.Value);
            if (error.Id.Length > 0)
            {
                w.WriteString("id", error.Id);
            }

            if (error.Details.Count > 0)
            {
                w.WriteStartArray("details");
                error.Details.ForEach(w.WriteStringValue);
                w.WriteEndArray();
            }

            w.WriteString("title", error.Title);
            w.WriteString("type", $"https://api.twitter.com/2/problems/{error.Type}");
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static void RulesCapped(Utf8JsonWriter w, int most)
    {
        w.WriteStartObject();
        w.WriteString("title", "RulesCapExceeded");
        w.WriteString("detail", $"Your rule count would exceed the limit of {most} rules.");
        w.WriteString("type", "https://api.twitter.com/2/problems/rule-cap");
        w.WriteEndObject();
    }

    private sealed record RuleError(string Title, string Type, string Value, string Id, List<string> Details);
}
