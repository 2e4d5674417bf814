using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.Jupiter;
using PuppetEngine.Emulators.Llm;
using PuppetEngine.Emulators.Llm.Embeddings;
using PuppetEngine.Emulators.Llm.Writing;
using PuppetEngine.Emulators.Solana;
using PuppetEngine.Emulators.Storage;
using PuppetEngine.Emulators.X;
using PuppetEngine.Emulators.X.Auth;
using PuppetEngine.Emulators.X.Limits;
using PuppetEngine.Emulators.X.Interactions;
using PuppetEngine.Emulators.X.Media;
using PuppetEngine.Emulators.X.Posts;
using PuppetEngine.Emulators.X.Search;
using PuppetEngine.Emulators.X.Streaming;
using PuppetEngine.Emulators.X.Users;

namespace PuppetEngine.Emulators;

/// <summary>Registers the emulators' services.</summary>
public static class EmulatorServiceCollectionExtensions
{
    /// <summary>
    /// Adds what <see cref="EmulatorEndpointRouteBuilderExtensions.MapEmulators"/> serves. May be called again: the settings add up.
    /// The clock is the container's <see cref="TimeProvider"/>, the system's where there is none.
    /// </summary>
    public static IServiceCollection AddEmulators(this IServiceCollection services, Action<EmulatorOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<EmulatorOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EmulatorOptions>, EmulatorOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(s => new EmulatorLog(Options(s).DataDirectory, s.GetRequiredService<ILogger<EmulatorLog>>()));
        services.TryAddSingleton<EmulatorLifetime>();
        services.TryAddSingleton<CounterBook>();
        services.TryAddSingleton(s => new FaultBook(s.GetRequiredService<CounterBook>(), Options(s).Seed));
        AddX(services);
        AddLlm(services);
        services.AddSolana();
        services.AddJupiter();
        services.TryAddSingleton<FaultEndpoints>();
        services.TryAddSingleton<XControl>();
        services.TryAddSingleton<XSceneControl>();
        services.TryAddSingleton<LlmControl>();
        services.TryAddSingleton<SolanaControl>();
        services.TryAddSingleton<JupiterControl>();
        return services;
    }

    private static void AddX(IServiceCollection services)
    {
        services.TryAddSingleton<XWorld>();
        services.TryAddSingleton<XLimiter>();
        services.TryAddSingleton<XFaults>();
        services.TryAddSingleton<XPipeline>();
        services.TryAddSingleton<PostRules>();
        services.TryAddSingleton<PostEndpoints>();
        services.TryAddSingleton<ReadEndpoints>();
        services.TryAddSingleton<InteractionEndpoints>();
        services.TryAddSingleton<UserEndpoints>();
        services.TryAddSingleton<SearchEndpoint>();
        services.TryAddSingleton<MediaEndpoints>();
        services.TryAddSingleton<StreamHub>();
        services.TryAddSingleton<StreamEndpoint>();
        services.TryAddSingleton<StreamRuleEndpoints>();
        services.TryAddSingleton<ScriptedBots>();
        services.TryAddSingleton<OAuth2Server>();
        services.TryAddSingleton<OAuth2Endpoints>();
    }

    private static void AddLlm(IServiceCollection services)
    {
        services.TryAddSingleton(s => new LlmLedger(Options(s).Llm.RetainedRequests));
        services.TryAddSingleton<ReplyScript>();
        services.TryAddSingleton<CharacterWriter>();
        services.TryAddSingleton<ChatResponder>();
        services.TryAddSingleton<LlmFaults>();
        services.TryAddSingleton<LlmPipeline>();
        services.TryAddSingleton<EmbeddingEndpoint>();
    }

    private static EmulatorOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<EmulatorOptions>>().Value;
}
