using Microsoft.Extensions.AI;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Simulation.Months;

/// <summary>Holds a call to a model until the test lets it go: so that something can happen in the middle of a turn.</summary>
internal sealed class ModelGate
{
    private TaskCompletionSource? _open;
    private string? _text;
    private OutsideGauge? _gauge;

    /// <summary>Whether a call stands before the gate.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Closes the gate to the next call whose messages hold a text.</summary>
    public void CloseFor(string text) => (_text, _open) = (text, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Lets the call go.</summary>
    public void Open()
    {
        IsHeld = false;
        _gauge!.Begin();
        _open!.SetResult();
    }

    /// <summary>The tiers, behind the gate.</summary>
    /// <param name="tiers">The tiers.</param>
    /// <param name="gauge">What is held does not count as under way: the test has it.</param>
    public ILlmTierSource Before(ILlmTierSource tiers, OutsideGauge gauge) => new GatedTiers(tiers, this, gauge);

    private async Task PassAsync(IEnumerable<ChatMessage> messages, OutsideGauge gauge)
    {
        if (_text is { } text && messages.Any(m => m.Text.Contains(text, StringComparison.Ordinal)))
        {
            (_text, IsHeld) = (null, true);
            _gauge = gauge;
            gauge.End();
            await _open!.Task;
        }
    }

    private sealed class GatedTiers(ILlmTierSource inner, ModelGate gate, OutsideGauge gauge) : ILlmTierSource
    {
        public IReadOnlyList<LlmTier> Tiers { get; } = [.. inner.Tiers.Select(t => t with { Client = new GatedChatClient(t.Client, gate, gauge) })];
    }

    private sealed class GatedChatClient(IChatClient inner, ModelGate gate, OutsideGauge gauge) : DelegatingChatClient(inner)
    {
        public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            await gate.PassAsync(messages, gauge);
            return await base.GetResponseAsync(messages, options, cancellationToken);
        }
    }
}
