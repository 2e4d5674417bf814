using System.Globalization;
using System.Text.Json;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>
/// The fields that decide what an agent may do: publishing, account, wallet, limits, allow lists, tools, endpoints, trading. A file or an
/// <c>operate</c> call may tighten them; what would loosen one waits for a call with the scope <c>admin</c>.
/// </summary>
/// <remarks>
/// When an agent comes into being, naming its own credentials loosens nothing: they are stored under its own name, and whether they are
/// used is decided by <c>publish</c> and <c>trading_enabled</c>. Replacing them later does.
/// </remarks>
public static class PrivilegedFields
{
    private enum Rule
    {
        MoreLoosens, LessLoosens, TrueLoosens, FalseLoosens, AddingLoosens, RemovingLoosens, AnyLoosens, Publish, ReviewUntil, Account, AllowList,
    }

    private static readonly Dictionary<string, Rule> Rules = new(StringComparer.Ordinal)
    {
        ["publish"] = Rule.Publish,
        ["review_until"] = Rule.ReviewUntil,
        ["account"] = Rule.Account,
        ["handle"] = Rule.AnyLoosens,
        ["automated_label"] = Rule.TrueLoosens,
        ["ai_replies_approved"] = Rule.TrueLoosens,
        ["automated_likes_approved"] = Rule.TrueLoosens,
        ["wallet"] = Rule.AnyLoosens,
        ["allow_links"] = Rule.TrueLoosens,
        ["links"] = Rule.AddingLoosens,
        ["limits.usd_per_day"] = Rule.MoreLoosens,
        ["limits.posts_per_day"] = Rule.MoreLoosens,
        ["limits.replies_per_day"] = Rule.MoreLoosens,
        ["tools"] = Rule.AddingLoosens,
        ["endpoints.llm"] = Rule.AnyLoosens,
        ["endpoints.x"] = Rule.AnyLoosens,
        ["endpoints.solana"] = Rule.AnyLoosens,
        ["behavior.conversation.max_turns"] = Rule.MoreLoosens,
        ["behavior.conversation.max_replies_per_author_hour"] = Rule.MoreLoosens,
        ["behavior.conversation.max_replies_per_hour"] = Rule.MoreLoosens,
        ["behavior.conversation.cool_down_minutes"] = Rule.LessLoosens,
        ["behavior.conversation.quiet_hours"] = Rule.RemovingLoosens,
        ["behavior.conversation.block"] = Rule.RemovingLoosens,
        ["behavior.conversation.allow"] = Rule.AllowList,
        ["solana_integration.wallet_address"] = Rule.AnyLoosens,
        ["solana_integration.network"] = Rule.AnyLoosens,
        ["solana_integration.trading_enabled"] = Rule.TrueLoosens,
        ["solana_integration.trade_safety.max_trade_amount_sol"] = Rule.MoreLoosens,
        ["solana_integration.trade_safety.min_wallet_balance_sol"] = Rule.LessLoosens,
        ["solana_integration.trade_safety.max_slippage_percent"] = Rule.MoreLoosens,
        ["solana_integration.trade_safety.max_daily_trades"] = Rule.MoreLoosens,
        ["solana_integration.trade_safety.max_daily_volume_sol"] = Rule.MoreLoosens,
        ["behavior.trading_behavior.trading_frequency.min_hours_between_trades"] = Rule.LessLoosens,
        ["behavior.trading_behavior.trading_frequency.random_probability"] = Rule.MoreLoosens,
        ["behavior.trading_behavior.max_trade_amount_per_transaction"] = Rule.MoreLoosens,
        ["behavior.trading_behavior.trade_decision_factors"] = Rule.AddingLoosens,
        ["behavior.trading_behavior.allowed_tokens.always_tradable"] = Rule.AddingLoosens,
        ["behavior.trading_behavior.allowed_tokens.consider_trending"] = Rule.TrueLoosens,
        ["behavior.trading_behavior.allowed_tokens.blacklist"] = Rule.RemovingLoosens,
        ["agent_kit_integration.enabled"] = Rule.TrueLoosens,
        ["agent_kit_integration.methods.allowed"] = Rule.AddingLoosens,
        ["agent_kit_integration.methods.autonomous_only"] = Rule.RemovingLoosens,
        ["agent_kit_integration.autonomy_rules.max_daily_trades"] = Rule.MoreLoosens,
        ["agent_kit_integration.autonomy_rules.max_single_trade_amount_sol"] = Rule.MoreLoosens,
        ["agent_kit_integration.autonomy_rules.ignore_human_trading_requests"] = Rule.FalseLoosens,
        ["agent_kit_integration.autonomy_rules.require_trending_validation"] = Rule.FalseLoosens,
    };

    // What names the agent's own account and wallet: free when the agent comes into being.
    private static readonly HashSet<string> OwnAtBirth = new(StringComparer.Ordinal)
    {
        "handle", "wallet", "solana_integration.wallet_address", "solana_integration.network",
    };

    /// <summary>The privileged fields that have a rule of their own; credentials are privileged besides.</summary>
    public static IReadOnlyCollection<string> Paths => Rules.Keys;

    /// <summary>What a changed path does.</summary>
    internal static PrivilegeChange Of(string path, DocumentNode? before, DocumentNode? after, bool birth, string id, PrivilegeDefaults defaults)
    {
        if (DefinitionDiff.Same(before, after))
        {
            return PrivilegeChange.None;
        }

        if (!Rules.TryGetValue(path, out var rule))
        {
            var credential = path.StartsWith("twitter_credentials.", StringComparison.Ordinal) || IsReference(before) || IsReference(after);
            return credential && !birth ? AnyChange(after) : PrivilegeChange.None;
        }

        if (birth && OwnAtBirth.Contains(path))
        {
            return PrivilegeChange.None;
        }

        return rule switch
        {
            Rule.Publish => Compare(PublishRank(before, defaults), PublishRank(after, defaults)),
            Rule.ReviewUntil => Compare(-Approvals(before), -Approvals(after)),
            Rule.Account => Text(before, id) == Text(after, id) ? PrivilegeChange.None : PrivilegeChange.Loosens,
            Rule.MoreLoosens => Compare(Number(before, path, defaults), Number(after, path, defaults)),
            Rule.LessLoosens => Compare(-Number(before, path, defaults), -Number(after, path, defaults)),
            Rule.TrueLoosens => Compare(Flag(path, before), Flag(path, after)),
            Rule.FalseLoosens => Compare(Flag(path, after), Flag(path, before)),
            Rule.AddingLoosens => Lists(before, after),
            Rule.RemovingLoosens => Lists(after, before),
            Rule.AllowList => Allowed(before, after),
            _ => AnyChange(after),
        };
    }

    private static PrivilegeChange AnyChange(DocumentNode? after) =>
        after is null or { Kind: JsonValueKind.Null } or { Kind: JsonValueKind.String, Text: "" } ? PrivilegeChange.Tightens : PrivilegeChange.Loosens;

    private static PrivilegeChange Compare(double before, double after) =>
        after > before ? PrivilegeChange.Loosens : after < before ? PrivilegeChange.Tightens : PrivilegeChange.None;

    private static PrivilegeChange Lists(DocumentNode? before, DocumentNode? after)
    {
        var had = Items(before).ToHashSet(StringComparer.Ordinal);
        return Items(after).All(had.Contains) ? PrivilegeChange.Tightens : PrivilegeChange.Loosens;
    }

    // Without names everybody is allowed, so that the first name tightens and the loss of the last one loosens.
    private static PrivilegeChange Allowed(DocumentNode? before, DocumentNode? after) => (Items(before).Any(), Items(after).Any()) switch
    {
        (false, false) => PrivilegeChange.None,
        (false, true) => PrivilegeChange.Tightens,
        (true, false) => PrivilegeChange.Loosens,
        _ => Lists(before, after),
    };

    private static IEnumerable<string> Items(DocumentNode? list) => list?.Items.Select(item => item.Text) ?? [];

    private static double PublishRank(DocumentNode? node, PrivilegeDefaults defaults) => Text(node, "") switch
    {
        "dry_run" => (int)PublishMode.DryRun,
        "review" => (int)PublishMode.Review,
        "live" => (int)PublishMode.Live,
        _ => (int)defaults.Publishes,
    };

    // No approvals at all means that an agent never promotes itself.
    private static double Approvals(DocumentNode? node) => Number(node) is > 0 and { } approvals ? approvals : double.MaxValue;

    // A limit of money that nobody stated is the configuration's; to state one may be to raise it, so it counts as nothing. What has a
    // default in the table counts as that.
    private static double Number(DocumentNode? node, string path, PrivilegeDefaults defaults) => Number(node) ?? path switch
    {
        "limits.usd_per_day" => defaults.UsdPerDay,
        "limits.posts_per_day" => defaults.PostsPerDay,
        "limits.replies_per_day" => defaults.RepliesPerDay,
        _ => DefinitionFields.Find(path)?.Default is { } json ? double.Parse(json, CultureInfo.InvariantCulture) : 0,
    };

    private static double? Number(DocumentNode? node) =>
        node is { Kind: JsonValueKind.Number } ? double.Parse(node.Text, CultureInfo.InvariantCulture) : null;

    private static double Flag(string path, DocumentNode? node) => node is { Kind: JsonValueKind.True or JsonValueKind.False }
        ? node.Kind == JsonValueKind.True ? 1 : 0
        : DefinitionFields.Find(path)!.Default == "true" ? 1 : 0;

    private static string Text(DocumentNode? node, string fallback) => node is { Kind: JsonValueKind.String, Text.Length: > 0 } ? node.Text : fallback;

    private static bool IsReference(DocumentNode? node) =>
        node is { Kind: JsonValueKind.String } && node.Text.StartsWith(DefinitionSecrets.ReferencePrefix, StringComparison.Ordinal);
}
