namespace PuppetEngine.Providers.Llm.Keys;

/// <summary>Where a tier's key comes from. The key is handed out at the call and kept nowhere else.</summary>
internal interface ILlmKeySource
{
    /// <summary>The key; null when there is none.</summary>
    ValueTask<string?> GetAsync(CancellationToken cancellationToken);

    /// <summary>What a person does to provide it, without the key.</summary>
    string HowToProvide { get; }
}
