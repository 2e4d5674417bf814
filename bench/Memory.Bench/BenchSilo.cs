using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Orleans;
using Orleans.Hosting;
using PuppetEngine.Engine.Llm.Embeddings;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Grains.Memory;
using PuppetEngine.Providers.Storage;

namespace PuppetEngine.Memory.Bench;

/// <summary>One silo with memory grains over tables on a disk, and the built-in embedding in the place of a model.</summary>
internal sealed class BenchSilo(IHost host) : IAsyncDisposable
{
    internal IGrainFactory Grains { get; } = host.Services.GetRequiredService<IGrainFactory>();

    internal static async Task<BenchSilo> StartAsync(string directory)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("PUPPET_DATA_DIR", (string?)directory)]);
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddPuppetStorage(builder.Configuration);
        builder.Services.AddMemoryGrains(builder.Configuration);
        builder.Services.AddSingleton<IMemoryModel, LocalModel>();
        builder.UseOrleans(silo => GrainTables.Add(silo, Path.Combine(directory, "grains.db")));
        var host = builder.Build();
        await host.StartAsync();
        return new BenchSilo(host);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    private sealed class LocalModel : IMemoryModel
    {
        public Task<MemoryVectors> EmbedAsync(string agentId, IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
            Task.FromResult(new MemoryVectors([.. texts.Select(LocalNgramEmbeddingGenerator.Embed)], LocalNgramEmbeddingGenerator.Model, false));

        public Task<MemoryAnswer> AskAsync(string agentId, MemoryPrompt prompt, CancellationToken cancellationToken) =>
            Task.FromResult(new MemoryAnswer("""{"memories":[]}""", null));
    }
}
