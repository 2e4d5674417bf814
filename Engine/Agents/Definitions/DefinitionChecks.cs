using System.Text.Json;
using System.Text.RegularExpressions;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>The checks that concern what a value means rather than its form.</summary>
internal sealed partial class DefinitionChecks(DocumentNode root, ProblemList problems, IReadOnlyCollection<string>? providers)
{
    private static readonly string[] Names = ["account", "wallet", "endpoints.llm", "endpoints.x", "endpoints.solana"];

    /// <summary>Checks everything but the id.</summary>
    public void Check()
    {
        Provider("llm_provider");
        Provider("llm_config.fallback_provider");
        Zone("time_zone");
        Zone("behavior.post_frequency.timezone");
        Order("behavior.post_frequency.min_hours_between_posts", "behavior.post_frequency.max_hours_between_posts", 3, 12);
        Order("behavior.trading_behavior.trading_frequency.min_hours_between_trades", "behavior.trading_behavior.trading_frequency.max_hours_between_trades", 0, double.MaxValue);
        Order("behavior.interaction_patterns.mention_response_time.min_minutes", "behavior.interaction_patterns.mention_response_time.max_minutes", 0, double.MaxValue);
        Array.ForEach(Names, Name);
        Handle();
        Links();
        RpcUrl();
    }

    /// <summary>Checks and maps the id; null when it can be no key.</summary>
    public string? Id()
    {
        if (root.Member("type") is { Text: "TinyPerson" or "Fragment" } type)
        {
            problems.Error("type", type.Line, ProblemCodes.NotSupported, $"This is a TinyTroupe {type.Text} file; this version reads agents' definitions only. Move the file out of the folder.");
            return null;
        }

        var node = root.Member("id");
        if (node is null or { Kind: JsonValueKind.Null } or { Kind: JsonValueKind.String, Text: "" })
        {
            problems.Error("id", node?.Line ?? root.Line, ProblemCodes.MissingId, "The definition has no id. Add one, as in \"id\": \"ada\".");
            return null;
        }

        if (node.Kind != JsonValueKind.String)
        {
            return null;
        }

        if (AgentIdMapping.IsPath(node.Text))
        {
            problems.Error("id", node.Line, ProblemCodes.PathInId, "The id is a path. Write a plain name of a-z, 0-9, dot, underscore and hyphen, as in \"ada\".");
            return null;
        }

        var key = AgentIdMapping.ToKey(node.Text);
        if (key is null)
        {
            problems.Error("id", node.Line, ProblemCodes.BadId, "The id has no letter or digit that a key could be made of. Write one of a-z, 0-9, dot, underscore and hyphen, as in \"ada\".");
        }
        else if (key != node.Text)
        {
            problems.Warning("id", node.Line, ProblemCodes.IdMapped, $"The id was mapped to '{key}': ids are lower-case and have only a-z, 0-9, dot, underscore and hyphen. Write \"{key}\" to say it yourself.");
        }

        return key;
    }

    private void Provider(string path)
    {
        if (TextAt(path) is { Text.Length: > 0 } node && LlmProviders.Canonical(node.Text, providers) is null)
        {
            var known = string.Join(", ", LlmProviders.Known.Concat(providers ?? []).Distinct(StringComparer.OrdinalIgnoreCase));
            problems.Error(path, node.Line, ProblemCodes.UnknownProvider, $"{path} names a provider that there is none of. Write one of: {known}.");
        }
    }

    private void Zone(string path)
    {
        if (TextAt(path) is not { Text.Length: > 0 } node || TimeZones.Find(node.Text) is not null)
        {
            return;
        }

        if (TimeZones.HasData)
        {
            problems.Error(path, node.Line, ProblemCodes.UnknownTimeZone, $"{path} names no time zone. Write an IANA name, as in \"Europe/Berlin\" or \"UTC\".");
        }
        else
        {
            problems.Warning(path, node.Line, ProblemCodes.UnknownTimeZone, "This machine has no time zone data, so the agent lives in UTC. Install the system package tzdata.");
        }
    }

    private void Order(string lowPath, string highPath, double lowDefault, double highDefault)
    {
        var (low, high) = (At(lowPath), At(highPath));
        if (low is null && high is null)
        {
            return;
        }

        var (least, most) = (NumberOf(low) ?? lowDefault, NumberOf(high) ?? highDefault);
        if (least > most)
        {
            problems.Error(highPath, (high ?? low)!.Line, ProblemCodes.OutOfRange, FormattableString.Invariant(
                $"{lowPath} ({least}) is above {highPath} ({most}). Write the smaller number first; one that is left out counts as its default."));
        }
    }

    private void Name(string path)
    {
        if (TextAt(path) is not { Text.Length: > 0 } node)
        {
            return;
        }

        if (node.Text.Contains("://", StringComparison.Ordinal))
        {
            problems.Error(path, node.Line, ProblemCodes.UrlNotAllowed, $"{path} is an address. Write the name of one that the configuration has: a definition may not send data to places of its own choice.");
        }
        else if (!NameForm().IsMatch(node.Text))
        {
            problems.Error(path, node.Line, ProblemCodes.BadName, $"{path} is no name. Write letters, digits, dot, underscore and hyphen, at most 64 of them.");
        }
    }

    private void Handle()
    {
        if (TextAt("handle") is { Text.Length: > 0 } node && !HandleForm().IsMatch(node.Text))
        {
            problems.Error("handle", node.Line, ProblemCodes.BadName, "The handle is none. Write 1 to 15 letters, digits or underscores, without the at sign.");
        }
    }

    private void Links()
    {
        foreach (var item in At("links")?.Items.Where(item => item.Kind == JsonValueKind.String) ?? [])
        {
            if (!Uri.TryCreate(item.Text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
            {
                problems.Error("links", item.Line, ProblemCodes.BadUrl, "links holds something that is no web address. Write it whole, as in \"https://example.org/page\", without a user name.");
            }
        }
    }

    private void RpcUrl()
    {
        const string path = "solana_integration.rpc_url";
        if (TextAt(path) is not { Text.Length: > 0 } node || node.Text == DefinitionSecrets.Masked
            || node.Text.StartsWith(DefinitionSecrets.ReferencePrefix, StringComparison.Ordinal))
        {
            return;
        }

        // The original wrote https:// before an address that lacked it.
        var text = node.Text.Contains("://", StringComparison.Ordinal) ? node.Text : $"https://{node.Text}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https" or "ws" or "wss") || address.Host.Length == 0)
        {
            problems.Error(path, node.Line, ProblemCodes.BadUrl, $"{path} is no address. Remove it, or write it whole, as in \"https://rpc.example.org\".");
        }
        else
        {
            problems.Warning(path, node.Line, ProblemCodes.Ignored, $"{path} is kept and has no effect: the chain's address comes from the configuration. endpoints.solana chooses one of the configured ones by name.");
        }
    }

    private DocumentNode? At(string path) => root.Find(path);

    private DocumentNode? TextAt(string path) => At(path) is { Kind: JsonValueKind.String } node ? node : null;

    private static double? NumberOf(DocumentNode? node) =>
        node is { Kind: JsonValueKind.Number } ? double.Parse(node.Text, System.Globalization.CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex NameForm();

    [GeneratedRegex(@"\A@?[A-Za-z0-9_]{1,15}\z")]
    private static partial Regex HandleForm();
}
