using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Engine.Llm.Budgets;
using PuppetEngine.Engine.Llm.Embeddings;
using PuppetEngine.Engine.Llm.Pricing;
using PuppetEngine.Grains.Abstractions.Llm;
using PuppetEngine.Grains.Llm;
using PuppetEngine.LocalRuntime;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Grains.Llm;

/// <summary>Worker, budget and ceiling in a real silo on SQLite: calls come at once, as they do in the product.</summary>
public sealed class LlmSiloTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("llm-silo").FullName;
    private readonly VirtualTimeProvider _clock = new();
    private readonly CountingModel _model = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_thousand_concurrent_turns_never_pass_the_ceiling_nor_after_a_kill()
    {
        var (host, grains) = await StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => AskAsync(grains, i)));
        var report = await grains.GetGrain<ILlmCeilingGrain>("ceiling").GetReport();

        // Each call costs 570 of the day's 100,000 millionths: at most 175 can be paid.
        Assert.InRange(_model.Calls, 100, 175);
        Assert.Equal(_model.Calls, answers.Count(a => a.Error is null));
        Assert.All(answers.Where(a => a.Error is not null), a => Assert.Equal(LlmErrorClass.Budget, a.Error));
        Assert.InRange(report.GrantedMicroDollars, _model.Calls * 570, 100_000);

        host.Services.GetRequiredService<ILocalSilo>().Kill();
        host.Dispose();
        (host, grains) = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => AskAsync(grains, i)));
        Assert.InRange(_model.Calls * 570, 0, 100_000);

        await host.StopAsync();
        host.Dispose();
    }

    [Fact]
    public async Task A_silo_that_stops_gives_back_and_the_next_day_begins_anew()
    {
        var (host, grains) = await StartAsync();
        await AskAsync(grains, 1);
        await host.StopAsync();
        host.Dispose();

        (host, grains) = await StartAsync();
        var ceiling = grains.GetGrain<ILlmCeilingGrain>("ceiling");
        var report = await ceiling.GetReport();
        Assert.Equal((570, 570, 1), (report.SpentMicroDollars, report.GrantedMicroDollars, report.Calls));

        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, (await ceiling.GetReport()).GrantedMicroDollars);
        await host.StopAsync();
        host.Dispose();
    }

    private Task<LlmAnswer> AskAsync(IGrainFactory grains, int number) => grains.GetGrain<ILlmWorkerGrain>("worker").Complete(
        new LlmRequest
        {
            AgentId = $"agent-{number % 7}", CallId = $"call-{number}", Messages = [new LlmMessage { Role = "user", Text = "Hi" }],
            MaxOutputTokens = 50, Deadline = _clock.GetUtcNow().AddMinutes(1),
        },
        CancellationToken.None);

    private async Task<(IHost Host, IGrainFactory Grains)> StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(serviceId: "puppet", clusterId: "test");
            silo.UseSqlite(Path.Combine(_directory, "grains.db"));
            silo.Services.AddSingleton<TimeProvider>(_clock);
            silo.Services.AddSingleton(new Worlds(new World("live", true), new World("live", true), new World("live", true)));
            silo.Services.AddSingleton<ILlmTierSource>(_model);
            silo.Services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(new LocalNgramEmbeddingGenerator());
            silo.Services.AddSingleton(new PriceTable([new ModelPrice { Model = "m", ValidFrom = new(2020, 1, 1), Input = 1, Output = 10 }]));
            silo.Services.AddLlmGrains();
            silo.Services.Configure<LlmBudgetOptions>(options => (options.DailyDollars, options.SliceParts) = (0.1m, 20));
        });
        var host = builder.Build();
        await host.StartAsync();
        return (host, host.Services.GetRequiredService<IGrainFactory>());
    }

    /// <summary>A model that always uses 70 tokens of prompt and 50 of answer: 570 millionths of a dollar.</summary>
    private sealed class CountingModel : ILlmTierSource, IChatClient
    {
        private int _calls;

        public CountingModel() => Tiers = [new LlmTier { Name = "t", Provider = "p", Model = "m", Client = this, MaxConcurrency = 2_000 }];

        public int Calls => _calls;

        public IReadOnlyList<LlmTier> Tiers { get; }

        public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _calls);
            await Task.Yield();
            return new ChatResponse(new ChatMessage(ChatRole.Assistant, "yes"))
            {
                FinishReason = ChatFinishReason.Stop,
                Usage = new UsageDetails { InputTokenCount = 70, OutputTokenCount = 50, TotalTokenCount = 120 },
            };
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
