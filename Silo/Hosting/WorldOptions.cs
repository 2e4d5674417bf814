namespace PuppetEngine.Silo.Hosting;

/// <summary>The world of each vendor, set explicitly and never inferred from keys that happen to be there. Section <c>Puppet:World</c>.</summary>
public sealed class WorldOptions
{
    /// <summary>A vendor's emulator, on this machine.</summary>
    public const string Emulated = "emulated";

    /// <summary>The vendor itself.</summary>
    public const string Live = "live";

    /// <summary>Where posts go: <c>emulated</c> or <c>live</c>. Default: emulated.</summary>
    public string X { get; set; } = Emulated;

    /// <summary>Where models answer: <c>emulated</c> or <c>live</c>. Default: emulated.</summary>
    public string Llm { get; set; } = Emulated;

    /// <summary>Where money moves: <c>emulated</c> or <c>live</c>; Jupiter shares it. Default: emulated.</summary>
    public string Solana { get; set; } = Emulated;
}
