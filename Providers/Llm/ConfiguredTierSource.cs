using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Engine.Llm.Embeddings;
using PuppetEngine.Providers.Llm.Chat;
using PuppetEngine.Providers.Llm.Data;
using PuppetEngine.Providers.Llm.Embeddings;
using PuppetEngine.Providers.Llm.Keys;

namespace PuppetEngine.Providers.Llm;

/// <summary>
/// The tiers of this process. In the emulated world every tier, also a configured one, is asked at the emulators with an emulated key: a
/// live key is not even read. In a live world the configured tiers are used, or those whose own variables are set.
/// </summary>
internal sealed class ConfiguredTierSource : ILlmTierSource, IDisposable
{
    /// <summary>Where the emulators listen when nothing else is said.</summary>
    private const string DefaultEmulators = "http://127.0.0.1:8090";

    private readonly LlmTransport _transport;
    private readonly IConfiguration _configuration;
    private readonly ISecretStore? _secrets;
    private readonly TimeProvider _time;
    private readonly Uri? _emulators;

    public ConfiguredTierSource(IOptions<LlmOptions> options, IConfiguration configuration, Worlds worlds, TimeProvider time, ISecretStore? secrets = null)
    {
        _configuration = configuration;
        _secrets = secrets;
        _time = time;
        _emulators = worlds.Llm.IsLive ? null : EmulatorAddress(configuration);
        _transport = new LlmTransport(worlds.Llm.IsLive);
        Tiers = [.. TierOptions(options.Value).Select(Tier)];
        Embeddings = Generator(options.Value.Embeddings);
    }

    /// <inheritdoc />
    public IReadOnlyList<LlmTier> Tiers { get; }

    /// <summary>The configured model for embeddings, or the built-in one.</summary>
    public IEmbeddingGenerator<string, Embedding<float>> Embeddings { get; }

    /// <inheritdoc />
    public void Dispose() => _transport.Dispose();

    private static Uri EmulatorAddress(IConfiguration configuration)
    {
        var address = configuration["Puppet:Emulators:BaseUrl"];
        return new Uri((string.IsNullOrWhiteSpace(address) ? DefaultEmulators : address.Trim()).TrimEnd('/') + "/");
    }

    private IEnumerable<LlmTierOptions> TierOptions(LlmOptions options)
    {
        if (options.Tiers.Count > 0)
        {
            return options.Tiers;
        }

        return _emulators is null
            ? LlmVariables.Tiers(_configuration)
            : LlmData.Profiles().Where(static p => p.Model.Length > 0).Select(static p => new LlmTierOptions { Provider = p.Name });
    }

    private LlmTier Tier(LlmTierOptions options)
    {
        var settings = LlmTierSettings.From(options, _emulators);
        return new LlmTier
        {
            Name = settings.Name,
            Provider = settings.Provider,
            Model = settings.Model,
            PriceModel = options.PriceModel,
            Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
            ContextTokens = settings.ContextTokens,
            ReasoningTokens = settings.ReasoningTokens,
            StructuredOutput = settings.StructuredOutput,
            MaxConcurrency = options.MaxConcurrency,
            TraitsOf = settings.TraitsOf,
            Client = new OpenAIWireChatClient(settings, KeySource(settings), _transport, _time),
        };
    }

    private IEmbeddingGenerator<string, Embedding<float>> Generator(LlmEmbeddingOptions options)
    {
        if (options.Provider.Length == 0)
        {
            return new LocalNgramEmbeddingGenerator();
        }

        var settings = LlmTierSettings.From(
            new LlmTierOptions { Name = "embeddings", Provider = options.Provider, Model = options.Model, BaseUrl = options.BaseUrl, ApiKey = options.ApiKey, ApiKeyName = options.ApiKeyName },
            _emulators);
        return new OpenAIWireEmbeddingGenerator(settings, options.Dimensions, KeySource(settings), _transport, _time);
    }

    private ILlmKeySource KeySource(LlmTierSettings settings)
    {
        if (_emulators is not null)
        {
            return new EmulatedKeySource();
        }

        List<string> names = settings.Options.ApiKeyName is { Length: > 0 } named ? [named] : [.. settings.Profile.KeyVariables, $"llm/{settings.Name}"];
        return new ConfiguredKeySource(settings.Options.ApiKey, names, _configuration, _secrets, _time);
    }
}
