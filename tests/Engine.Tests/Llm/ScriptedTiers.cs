using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Engine.Llm.Chain;
using PuppetEngine.Engine.Llm.Pricing;
using PuppetEngine.Grains.Abstractions.Llm;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Engine.Llm;

/// <summary>A chain over clients that say what the test wrote for them, on a clock that the test moves.</summary>
internal sealed class ScriptedTiers : ILlmTierSource, ILlmBudget
{
    private readonly List<LlmTier> _tiers = [];
    private long _left = long.MaxValue;
    private int _ids;

    public VirtualTimeProvider Clock { get; } = new();

    public LlmChainOptions Options { get; } = new();

    public IReadOnlyList<LlmTier> Tiers => _tiers;

    /// <summary>What the budget has left; a reservation above it is refused.</summary>
    public long Left { get => _left; set => _left = value; }

    public int OpenReservations { get; private set; }

    /// <summary>A tier whose calls, in order, do what is given; the last is repeated.</summary>
    public ScriptedClient Add(string name, params Func<ScriptedCall, Task<ChatResponse>>[] script) => Add(name, static tier => tier, script);

    public ScriptedClient Add(string name, Func<LlmTier, LlmTier> shape, params Func<ScriptedCall, Task<ChatResponse>>[] script)
    {
        var client = new ScriptedClient(script);
        _tiers.Add(shape(new LlmTier { Name = name, Provider = name, Model = "m", Client = client }));
        return client;
    }

    public LlmChain CreateSut() => new(
        this, new PriceTable([new ModelPrice { Model = "m", ValidFrom = new(2020, 1, 1), Input = 1, Output = 10 }]), new LlmTierStates(Clock),
        Microsoft.Extensions.Options.Options.Create(Options), Clock);

    public LlmRequest Request() => new()
    {
        AgentId = "ada", CallId = "c", Messages = [new LlmMessage { Role = "user", Text = "Hello" }], Deadline = Clock.GetUtcNow().AddSeconds(60), MaxOutputTokens = 100,
    };

    public ValueTask<BudgetReservation> ReserveAsync(string agentId, string callId, LlmCost worst, long tokens, TimeSpan hold, CancellationToken cancellationToken)
    {
        if (worst.MicroDollars > _left)
        {
            return new(new BudgetReservation(null, "not asked: the ceiling is reached"));
        }

        OpenReservations++;
        return new(new BudgetReservation($"r{++_ids}"));
    }

    public ValueTask SettleAsync(BudgetReservation reservation, LlmUsage usage)
    {
        OpenReservations--;
        return ValueTask.CompletedTask;
    }

    public static Func<ScriptedCall, Task<ChatResponse>> Says(string text, string finish = "stop") => _ => Task.FromResult(Answer(text, finish));

    public static Func<ScriptedCall, Task<ChatResponse>> Fails(LlmErrorClass error, TimeSpan? retryAfter = null, LlmCharge charge = LlmCharge.None, bool format = false) =>
        _ => Task.FromException<ChatResponse>(new LlmTierException(error, error.ToString(), charge) { RetryAfter = retryAfter, FormatRefused = format });

    /// <summary>Never answers, and minds its token or not.</summary>
    public static Func<ScriptedCall, Task<ChatResponse>> Hangs(bool minds = true) => async call =>
    {
        var never = new TaskCompletionSource<ChatResponse>();
        await using var registration = call.Token.Register(() => _ = minds && never.TrySetCanceled(call.Token));
        return await never.Task;
    };

    public static ChatResponse Answer(string text, string finish = "stop") => new(new ChatMessage(ChatRole.Assistant, text))
    {
        FinishReason = new ChatFinishReason(finish),
        ModelId = "m",
        Usage = new UsageDetails { InputTokenCount = 10, OutputTokenCount = 5, TotalTokenCount = 15 },
    };
}

/// <summary>What a scripted client was asked.</summary>
internal sealed record ScriptedCall(List<ChatMessage> Messages, ChatOptions Options, CancellationToken Token);

/// <summary>A client that does what its script says.</summary>
internal sealed class ScriptedClient(Func<ScriptedCall, Task<ChatResponse>>[] script) : IChatClient
{
    public List<ScriptedCall> Calls { get; } = [];

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Calls.Add(new ScriptedCall([.. messages], options!, cancellationToken));
        return script[Math.Min(Calls.Count, script.Length) - 1](Calls[^1]);
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
