namespace PuppetEngine.Emulators;

/// <summary>What the emulators serve, and how strictly. Section <c>Puppet:Emulators</c> where the product starts them.</summary>
public sealed class EmulatorOptions
{
    /// <summary>TCP port on 127.0.0.1 that <see cref="EmulatorHost"/> listens on; 0 takes any free one. Default: 8090.</summary>
    public int Port { get; set; } = 8090;

    /// <summary>
    /// Directory of the append-only log that lets an emulator continue with its id, posts, accounts, refresh tokens and closed
    /// windows. Null keeps all in memory under a fresh id. Default: null.
    /// </summary>
    public string? DataDirectory { get; set; }

    /// <summary>Seed of every random draw: fault shares, lags, ids. Default: 1.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Host names (without port) that <c>/control</c> answers to. Default: the three loopback names.</summary>
    public IList<string> AllowedHosts { get; set; } = ["127.0.0.1", "localhost", "[::1]"];

    /// <summary>The X emulator's settings.</summary>
    public XEmulatorOptions X { get; set; } = new();

    /// <summary>The LLM emulator's settings.</summary>
    public LlmEmulatorOptions Llm { get; set; } = new();

    /// <summary>The Solana emulator's settings.</summary>
    public SolanaEmulatorOptions Solana { get; set; } = new();

    /// <summary>The Jupiter emulator's settings.</summary>
    public JupiterEmulatorOptions Jupiter { get; set; } = new();
}
