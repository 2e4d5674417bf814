using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Social;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Grains.Hosting;
using PuppetEngine.Providers.Llm;
using PuppetEngine.Providers.Solana;
using PuppetEngine.Providers.Solana.Jupiter;
using PuppetEngine.Providers.Solana.Trading;
using PuppetEngine.Providers.Storage;
using PuppetEngine.Providers.Web;
using PuppetEngine.Providers.X;
using PuppetEngine.Silo.Alerts;

namespace PuppetEngine.Silo.Hosting;

/// <summary>The composition: the only place where vendors, grains and the gateway meet.</summary>
internal static class PuppetHost
{
    /// <summary>Adds everything that one process runs.</summary>
    public static void AddPuppet(this WebApplicationBuilder builder, StartupSettings settings, EmulatedWorld world, DataDirectory data)
    {
        var services = builder.Services;
        var worlds = world.Worlds(settings.Worlds);
        if (world.Address is { } emulators)
        {
            builder.Configuration["Puppet:Emulators:BaseUrl"] = emulators.ToString();
            services.AddSingleton<IEmulatedUsers>(_ => new EmulatedUsers(emulators));
        }

        if (!worlds.X.IsLive)
        {
            // Whatever else is configured: in the emulated world no post leaves for the vendor.
            builder.Configuration["Puppet:X:BaseUrl"] = new Uri(world.Address!, "/x").ToString();
        }

        services.AddMoney(worlds.Solana, world.Address);

        builder.Configuration["Puppet:Storage:DataDirectory"] = data.Path;
        builder.Configuration["PUPPET_DATA_DIR"] = data.Path;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(worlds);
        services.AddSingleton(settings);
        services.AddSingleton(data);
        services.AddSingleton(new DeploymentFacts
        {
            ActorRuntime = ActorHost.Name,
            X = worlds.X.Id,
            Llm = worlds.Llm.Id,
            Solana = worlds.Solana.Id,
            DataDirectory = data.Path,
            UnusedKeys = [.. UnusedKeys.Describe(Environment.GetEnvironmentVariables().Keys.Cast<string>(), settings.Worlds)],
        });
        services.AddOptions<AgentFolderOptions>().BindConfiguration("Puppet:Agents");

        services.AddPuppetStorage(builder.Configuration);
        services.AddSecretSpotting();
        services.AddXProvider();
        services.AddWebProvider();
        services.AddLlmProviders(builder.Configuration);
        services.AddAlerts();
        services.AddPuppetGrains(builder.Configuration);
        services.AddSingleton<IActingGuard, DeploymentGuard>();
        services.AddSingleton<RestoreHold>();
        services.AddSingleton<IActingGuard>(s => s.GetRequiredService<RestoreHold>());
        services.AddSingleton<IAttentionSource>(s => s.GetRequiredService<RestoreHold>());
        services.AddHostedService(s => s.GetRequiredService<RestoreHold>());

        // The silo starts when it is known whether it may act, and before anything calls its grains.
        ActorHost.Add(builder, data.Path);
        services.AddHostedService<WorldSwitch>();
        services.AddHostedService<DueAgents>();
        services.AddSingleton<IFirstKeySink, FirstKeyFile>();
        services.AddSingleton<IDefinitionIntake, DefinitionIntake>();
        services.AddSingleton<UnknownSettings>();
        services.AddSingleton<StartupReport>();
        services.AddSingleton<AgentFolder>();
        services.AddHostedService(s => s.GetRequiredService<AgentFolder>());
        builder.AddGateway();
    }

    /// <summary>
    /// Adds wallets and what they trade with. On a live chain no agent has a wallet yet: what this version cannot settle after a restore it does not begin.
    /// </summary>
    private static void AddMoney(this IServiceCollection services, World world, Uri? emulators)
    {
        if (world.IsLive)
        {
            return;
        }

        // Whatever else is configured: in the emulated world nothing asks a live chain or market.
        services.AddSolanaTrading();
        services.PostConfigure<SolanaOptions>(o => (o.Endpoints, o.SocketUrl) = ([new Uri(emulators!, "/solana").ToString(), new Uri(emulators!, "/solana-b").ToString()], ""));
        services.PostConfigure<JupiterOptions>(o => (o.BaseUrl, o.ApiKey, o.ApiKeyFile) = (new Uri(emulators!, "/jupiter").ToString(), "emulated-key", ""));
    }

    /// <summary>Puts the check of outgoing texts before everything that acts, and between the secret store and whoever puts into it.</summary>
    private static void AddSecretSpotting(this IServiceCollection services)
    {
        var store = services.Last(service => service.ServiceType == typeof(ISecretStore)).ImplementationFactory!;
        services.AddSingleton<ConfiguredSecrets>();
        services.AddSingleton<ISecretSpotter>(s => s.GetRequiredService<ConfiguredSecrets>());
        services.AddSingleton<ISecretStore>(s => new WatchedSecretStore((ISecretStore)store(s), s.GetRequiredService<ConfiguredSecrets>()));
        services.AddHostedService(s => s.GetRequiredService<ConfiguredSecrets>());
    }

    /// <summary>Maps the gateway into this process.</summary>
    public static void MapPuppet(this WebApplication app)
    {
        app.MapGateway();
        ActorHost.Map(app);
    }
}
