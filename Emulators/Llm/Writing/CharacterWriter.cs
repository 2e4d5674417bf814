using PuppetEngine.Emulators.Llm.Wire;

namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>Makes the voice that answers a request from the persona in its system prompt.</summary>
internal sealed class CharacterWriter
{
    public CharacterVoice For(ChatRequest request) => new(request);
}
