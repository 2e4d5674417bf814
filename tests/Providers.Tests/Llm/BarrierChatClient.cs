using Microsoft.Extensions.AI;

namespace PuppetEngine.Tests.Providers.Llm;

/// <summary>Tells when a tier is asked, so that a test moves the clock only while the call is under way.</summary>
internal sealed class BarrierChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Asked => _asked.Task;

    public int Calls { get; private set; }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Calls++;
        var answer = base.GetResponseAsync(messages, options, cancellationToken);
        _asked.TrySetResult();
        return await answer;
    }
}
