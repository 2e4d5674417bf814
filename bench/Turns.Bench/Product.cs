using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Providers.Storage;
using PuppetEngine.Silo.Hosting;

namespace PuppetEngine.Turns.Bench;

/// <summary>The product as <c>puppet up</c> composes it, silo and gateway in this process, on a data directory and a clock.</summary>
internal sealed class Product : IAsyncDisposable
{
    private readonly DataDirectory _data;
    private readonly EmulatedWorld _world;

    private Product(WebApplication app, DataDirectory data, EmulatedWorld world, TurnWatch watch) => (App, _data, _world, Watch) = (app, data, world, watch);

    /// <summary>
    /// Settings that end a doubt within seconds. Who posts hundreds of times repeats himself in the end, and X refuses the repetition; the look at
    /// the account's timeline that follows belongs to no turn that is measured, and must not keep its caller for minutes.
    /// </summary>
    internal static string[] BriefDoubts => ["--Puppet:Turns:ActDeadline=00:00:02", "--Puppet:Turns:AttemptLength=00:00:03", "--Puppet:Turns:Grace=00:00:01"];

    /// <summary>The running host.</summary>
    internal WebApplication App { get; }

    /// <summary>Its grains.</summary>
    internal IGrainFactory Grains => App.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Hears of turns.</summary>
    internal TurnWatch Watch { get; }

    /// <summary>What the host is built on.</summary>
    internal static string Host => ActorHost.Name;

    internal static async Task<Product> StartAsync(string directory, Uri emulators, TimeProvider clock, params string[] settings)
    {
        Directory.CreateDirectory(Path.Combine(directory, "agents"));
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            Args =
            [
                $"--Puppet:Storage:DataDirectory={directory}", $"--Puppet:Agents:Folder={Path.Combine(directory, "agents")}", "--Puppet:Emulators:External=true",
                $"--Puppet:Emulators:BaseUrl={emulators}", "--Puppet:Gateway:Url=http://127.0.0.1:0", "--Puppet:Gateway:RequestsPerMinute=60000", "--Puppet:Gateway:RequestBurst=6000",
                // Agents without mentions: what a feed costs is told apart, docs/conversations.md.
                "--Puppet:Social:ReadMentions=false", "--Logging:LogLevel:Default=Error", .. settings,
            ],
        });
        var read = StartupSettings.Read(builder.Configuration);
        var data = DataDirectory.Take(directory, TimeProvider.System);
        var world = await EmulatedWorld.EnterAsync(read.Worlds, read.Emulators, directory, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, CancellationToken.None);
        builder.AddPuppet(read, world, data);
        builder.Services.Replace(ServiceDescriptor.Singleton(clock));
        var watch = new TurnWatch();
        Decorate<IAgentLedger>(builder.Services, watch.Watch);
        Decorate<IMemoryStore>(builder.Services, watch.Watch);
        var app = builder.Build();
        app.MapPuppet();
        await app.StartAsync();
        return new Product(app, data, world, watch);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        await _world.DisposeAsync();
        _data.Dispose();
    }

    private static void Decorate<T>(IServiceCollection services, Func<T, T> decorate)
        where T : class
    {
        var inner = services.Last(d => d.ServiceType == typeof(T));
        services.Remove(inner);
        services.AddSingleton(provider => decorate((T)(inner.ImplementationFactory?.Invoke(provider)
            ?? inner.ImplementationInstance
            ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!))));
    }
}
