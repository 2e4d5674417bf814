namespace PuppetEngine.Engine.Agents.Definitions;

/// <content>Who the agent is, what it may do, where its secrets lie, which model it prefers.</content>
public static partial class DefinitionFields
{
    private const string NoTrading = "no agent trades in this version.";

    private static IEnumerable<DefinitionField> Identity() =>
    [
        Kept(Text("$schema", "The schema that editors check the file against.", null)),
        Text("id", "The agent's id and key: a lower-case letter or 1-9, then up to 63 of a-z 0-9 . _ -. Other ids are mapped, with a warning.", null),
        Text("name", "The display name. Default: the id.", null),
        Text("description", "One or two sentences about who this is; the prompt begins with them."),
        Flag("is_active", "Whether the agent lives on its schedule from the start; false creates it paused.", true),
        Texts("tags", "Words to filter and to stop agents by."),
        Whole("seed", "The number that schedule and variety follow from. Default: a hash of the id.", null, 0, 9007199254740991),
        Text("time_zone", "The IANA time zone, as in Europe/Berlin, in which the agent lives: peak hours and the time of day in its prompts.", "\"UTC\""),
        Choice("publish", "What becomes of its posts: dry_run records them, review holds them for a person, live sends them. Default: live in the emulated world, dry_run in a live one. Privileged.", null, "dry_run", "review", "live"),
        Whole("review_until", "After so many approvals an agent in review publishes by itself; 0: never. Privileged.", "0"),
        Text("account", "The name of its account's credential in the secret store. Default: the id. Two agents on one account both name it. Privileged.", null),
        Text("handle", "Its name on the network, without the at sign. Privileged."),
        Later(Text("wallet", "The name of its wallet's key in the secret store. Privileged."), NoTrading),
        Flag("allow_links", "Whether its posts may hold links. Privileged.", false),
        Texts("links", "The addresses (http or https) that it may share. Privileged."),
        Section("limits", "Ceilings per UTC day, beside those of the configuration. Privileged."),
        Number("limits.usd_per_day", "Dollars for models.", null),
        Whole("limits.posts_per_day", "Posts, each counted once when it is first attempted. A scheduled one above it is skipped, a requested one waits for the next day.", null),
        Whole("limits.replies_per_day", "Replies, counted in the same way.", null),
        Section("catch_up", "What becomes of posts that were due while nobody could write them."),
        Choice("catch_up.mode", "skip drops them, one runs the latest, all runs them one after another.", "\"one\"", "skip", "one", "all"),
        Number("catch_up.max_lateness_hours", "What is later than this is skipped in every mode.", "24"),
        Later(Texts("tools", "The tools that it may call, by name. Privileged."), "agents have no tools in this version."),
        Section("endpoints", "Names of configured endpoints, never addresses. Privileged."),
        Text("endpoints.llm", "The name of a tier in Puppet:Llm:Tiers: this one alone is asked, and no other when it fails."),
        Later(Text("endpoints.x", "The endpoint of its network."), "every agent posts where Puppet:X:BaseUrl says."),
        Later(Text("endpoints.solana", "The endpoint of its chain."), NoTrading),
        Section("twitter_credentials", "The original's way to give an agent its account; both spellings. Privileged."),
        Secret("twitter_credentials.apiKey", "Consumer key."),
        Secret("twitter_credentials.api_key", "Consumer key."),
        Secret("twitter_credentials.apiKeySecret", "Consumer secret."),
        Secret("twitter_credentials.api_key_secret", "Consumer secret."),
        Secret("twitter_credentials.apiSecret", "Consumer secret."),
        Secret("twitter_credentials.api_secret", "Consumer secret."),
        Secret("twitter_credentials.accessToken", "User token."),
        Secret("twitter_credentials.access_token", "User token."),
        Secret("twitter_credentials.accessTokenSecret", "User token's secret."),
        Secret("twitter_credentials.access_token_secret", "User token's secret."),
        Secret("twitter_credentials.bearerToken", "App bearer token."),
        Secret("twitter_credentials.bearer_token", "App bearer token."),
        Kept(Text("twitter_credentials.username", "User name of the original's scraping mode.")),
        Secret("twitter_credentials.password", "Password of the original's scraping mode; unused."),
    ];

    private static IEnumerable<DefinitionField> Model() =>
    [
        Text("llm_provider", "The provider that is tried first: openai, azure, grok, gemini, deepseek, openrouter, qwen, compatible or fake. Default: the chain's own order.", null),
        Section("llm_config", "Wishes for the model; the chain's values hold where nothing is said."),
        Text("llm_config.model", "The model's name at llm_provider; without one, at the tier that is asked first. Every tier of that provider is asked for it."),
        Number("llm_config.temperature", "How freely it writes. Default: 0.9. Left out where a model refuses it, like the three below.", null, 0, 2),
        Whole("llm_config.max_tokens", "The most tokens of an answer; 0: 280.", null),
        Number("llm_config.top_p", "Share of the likeliest words to choose from.", null, 0, 1),
        Number("llm_config.frequency_penalty", "Against repeating words.", null, -2, 2),
        Number("llm_config.presence_penalty", "Against repeating themes.", null, -2, 2),
        Text("llm_config.system_prompt", "A system prompt; custom_system_prompt goes first where both are given."),
        Kept(new DefinitionField("llm_config.logit_bias", FieldKind.Map, "Token weights.")),
        Kept(Text("llm_config.user", "A user name for the provider.")),
        Kept(Flag("llm_config.stream", "Streaming.", false)),
        Number("llm_config.timeout", "Seconds for one attempt at a tier, 0.1 at least, within the turn's two minutes; 0: the tier's value.", null),
        Text("llm_config.fallback_provider", "The provider that is tried second: after llm_provider, or after the tier that is asked first.", null),
        Any("llm_config.fallback_config", "Settings of the fallback. Kept; changes nothing."),
        Kept(Whole("llm_config.retry_attempts", "Attempts.", null)),
        Kept(Number("llm_config.retry_delay", "Seconds between attempts.", null)),
        Text("llm_config.response_style", "How answers should sound; stands in the prompt."),
        Any("llm_config.include_prompt", "Kept; changes nothing."),
        Text("custom_system_prompt", "A system prompt in the author's own words. It opens the prompt; personality, style and format still follow."),
        Texts("rotating_system_prompts", "Several of them; each post takes one by turns, instead of custom_system_prompt."),
    ];
}
