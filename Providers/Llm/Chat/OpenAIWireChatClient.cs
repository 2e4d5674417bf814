using System.ClientModel;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Grains.Abstractions.Llm;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace PuppetEngine.Providers.Llm.Chat;

/// <summary>
/// A chat client for any provider that speaks chat completions, through the official OpenAI package with its own retries off. It makes
/// one request per call; failures are <see cref="LlmTierException"/>s. A stream is the whole answer as one update: agents need whole texts.
/// </summary>
internal sealed class OpenAIWireChatClient : IChatClient
{
    private readonly LlmTierSettings _tier;
    private readonly ProviderCall _call;
    private readonly ChatClient _client;

    public OpenAIWireChatClient(LlmTierSettings tier, Keys.ILlmKeySource keys, LlmTransport transport, TimeProvider time)
    {
        _tier = tier;
        _call = new ProviderCall(tier, keys, time);
        _client = new ChatClient(tier.Model, _call.Credential, transport.Options(tier));
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var request = ChatRequestWriter.Write(_tier, messages, options);
        var body = await _call.SendAsync(
            async send =>
            {
                using var content = BinaryContent.Create(request);
                return await _client.CompleteChatAsync(content, send).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        try
        {
            return ChatAnswerReader.Read(body);
        }
        catch (FormatException e)
        {
            throw new LlmTierException(LlmErrorClass.Server, $"the answer cannot be read: {e.Message}", LlmCharge.InDoubt, e) { Status = 200 };
        }
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (var update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata(_tier.Provider, _tier.BaseUrl, _tier.Model)
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
        // The transport belongs to the chain and outlives its tiers.
    }
}
