using System.Globalization;
using System.Text.Json;
using PuppetEngine.Engine.Agents.Scheduling;
using PuppetEngine.Engine.Randomness;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>Makes the record of a document whose form has been checked. Reads only fields of the table, with its defaults.</summary>
internal sealed partial class DefinitionReader(DocumentNode root, IReadOnlyCollection<string>? providers)
{
    private const double MostAmount = 1_000_000_000;

    /// <summary>Paths that were read, for the test that no field of the table is forgotten; null when nobody asks.</summary>
    public HashSet<string>? Reads { get; init; }

    /// <summary>Makes the definition.</summary>
    public AgentDefinition Read(string id)
    {
        var spelt = Text("id");
        return new AgentDefinition
        {
            Id = id,
            Name = Text("name") is { Length: > 0 } name ? name : spelt,
            Description = Text("description"),
            IsActive = Flag("is_active"),
            Tags = Texts("tags"),
            Seed = Number("seed") is { } seed ? (ulong)seed : DeterministicRandom.Hash(id),
            Zone = Zone(),
            Publish = Text("publish") switch { "dry_run" => PublishMode.DryRun, "review" => PublishMode.Review, "live" => PublishMode.Live, _ => null },
            ReviewUntil = Whole("review_until") ?? 0,
            Account = Text("account") is { Length: > 0 } account ? account : id,
            Handle = Text("handle").TrimStart('@'),
            IsLabelledAutomated = Flag("automated_label"),
            AiRepliesApproved = Flag("ai_replies_approved"),
            AutomatedLikesApproved = Flag("automated_likes_approved"),
            Wallet = Text("wallet"),
            AllowLinks = Flag("allow_links"),
            Links = Texts("links"),
            Limits = Has("limits") ? Limits() : AgentLimits.None,
            CatchUp = Has("catch_up") ? CatchUp() : CatchUpSettings.Default,
            Tools = Texts("tools"),
            Endpoints = Endpoints(),
            LlmProvider = Provider("llm_provider"),
            Llm = Has("llm_config") ? Llm() : LlmSettings.Default,
            CustomSystemPrompt = Text("custom_system_prompt") is { Length: > 0 } custom ? custom : Text("llm_config.system_prompt"),
            RotatingSystemPrompts = [.. Texts("rotating_system_prompts").Where(prompt => !string.IsNullOrWhiteSpace(prompt))],
            Personality = Has("personality") ? Personality() : Definitions.Personality.None,
            Style = Has("style_guide") ? Style() : StyleGuide.None,
            InitialMemory = Has("initial_memory") ? Memory() : InitialMemory.None,
            Behavior = Has("behavior") ? Behavior() : Definitions.Behavior.Default,
            Trading = Trading(),
        };
    }

    private TimeZoneInfo Zone()
    {
        var (own, original) = (Text("time_zone", ""), Text("behavior.post_frequency.timezone", ""));
        return TimeZones.Find(own.Length > 0 ? own : original) ?? TimeZoneInfo.Utc;
    }

    private AgentLimits Limits() => new()
    {
        UsdPerDay = Number("limits.usd_per_day"),
        PostsPerDay = Whole("limits.posts_per_day"),
        RepliesPerDay = Whole("limits.replies_per_day"),
    };

    private CatchUpSettings CatchUp() => new()
    {
        Mode = Text("catch_up.mode") switch { "skip" => CatchUpMode.Skip, "all" => CatchUpMode.All, _ => CatchUpMode.One },
        MaxLatenessHours = Number("catch_up.max_lateness_hours")!.Value,
    };

    private IReadOnlyDictionary<string, string> Endpoints()
    {
        var named = new[] { "llm", "x", "solana" }
            .Select(vendor => (Vendor: vendor, Name: Text($"endpoints.{vendor}")))
            .Where(endpoint => endpoint.Name.Length > 0)
            .ToDictionary(endpoint => endpoint.Vendor, endpoint => endpoint.Name, StringComparer.Ordinal);
        return named.Count == 0 ? AgentDefinition.EmptyNames : named;
    }

    private LlmSettings Llm() => new()
    {
        Model = Text("llm_config.model"),
        Temperature = Number("llm_config.temperature"),
        MaxTokens = Whole("llm_config.max_tokens") is > 0 and var tokens ? tokens : null,
        TopP = Number("llm_config.top_p"),
        FrequencyPenalty = Number("llm_config.frequency_penalty"),
        PresencePenalty = Number("llm_config.presence_penalty"),
        FallbackProvider = Provider("llm_config.fallback_provider"),
        TimeoutSeconds = Number("llm_config.timeout") is > 0 and var seconds ? seconds : null,
        ResponseStyle = Text("llm_config.response_style"),
    };

    private string? Provider(string path) => Text(path) is { Length: > 0 } name ? LlmProviders.Canonical(name, providers) : null;

    private DocumentNode? At(string path)
    {
        if (DefinitionFields.Find(path) is null)
        {
            throw new InvalidOperationException($"The table of fields has no '{path}'.");
        }

        Reads?.Add(path);
        return root.Find(path);
    }

    private bool Has(string path) => Reads is not null || At(path) is not null;

    private string Text(string path) => At(path)?.Text ?? (DefinitionFields.Find(path)!.Default is { } json ? JsonSerializer.Deserialize<string>(json)! : "");

    private string Text(string path, string fallback) => At(path)?.Text ?? fallback;

    private bool Flag(string path) => At(path) is { } node ? node.Kind == JsonValueKind.True : DefinitionFields.Find(path)!.Default == "true";

    private double? Number(string path) => At(path)?.Text is { } text || (text = DefinitionFields.Find(path)!.Default) is not null
        ? double.Parse(text, CultureInfo.InvariantCulture)
        : null;

    /// <summary>An amount of money or a share of it, as it is written and not as a binary fraction comes near it. More than all SOL there is counts as that.</summary>
    private decimal? Amount(string path) => Number(path) is not { } number ? null
        : number >= MostAmount ? (decimal)MostAmount
        : decimal.Parse(At(path)?.Text ?? DefinitionFields.Find(path)!.Default!, NumberStyles.Float, CultureInfo.InvariantCulture);

    private int? Whole(string path) => Number(path) is { } number ? (int)Math.Min(number, int.MaxValue) : null;

    private IReadOnlyList<string> Texts(string path) => At(path) is { Items.Count: > 0 } node ? [.. node.Items.Select(item => item.Text)] : [];

    private IReadOnlyList<int> Wholes(string path) =>
        At(path) is { } node ? [.. node.Items.Select(item => (int)double.Parse(item.Text, CultureInfo.InvariantCulture)).Distinct().Order()] : [];
}
