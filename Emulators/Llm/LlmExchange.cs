using PuppetEngine.Emulators.Llm.Wire;

namespace PuppetEngine.Emulators.Llm;

/// <summary>One request as <c>GET /control/llm/requests</c> shows it; the key itself is not kept.</summary>
/// <param name="Number">Rises with every request.</param>
/// <param name="At">When it came.</param>
/// <param name="Provider">Name in the path, or empty.</param>
/// <param name="KeyId">First eight digits of the key's hash.</param>
/// <param name="Model">Model asked for.</param>
/// <param name="Parameters">The numbers of the request by their names, as <c>temperature</c> and <c>max_tokens</c>.</param>
/// <param name="Messages">Prompt, roles and texts.</param>
/// <param name="Status">Status it was answered with; 0 where the connection was dropped.</param>
/// <param name="Content">What the model said.</param>
internal sealed record LlmExchange(
    long Number, DateTimeOffset At, string Provider, string KeyId, string Model, Dictionary<string, decimal> Parameters,
    List<ChatMessage> Messages, int Status, string Content);
