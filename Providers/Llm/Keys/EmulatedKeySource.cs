namespace PuppetEngine.Providers.Llm.Keys;

/// <summary>The key of the emulated world: any word will do, and no real key is ever looked at.</summary>
internal sealed class EmulatedKeySource : ILlmKeySource
{
    public const string Key = "emulated";

    public string HowToProvide => "the emulators take any key";

    public ValueTask<string?> GetAsync(CancellationToken cancellationToken) => new(Key);
}
