namespace PuppetEngine.Silo.Hosting;

/// <summary>Where the emulators are. Section <c>Puppet:Emulators</c>.</summary>
public sealed class EmulatorSettings
{
    /// <summary>Where they listen; a loopback address. Default: http://127.0.0.1:8090.</summary>
    public Uri BaseUrl { get; set; } = new("http://127.0.0.1:8090");

    /// <summary>Whether they run in a process of their own, as <c>./puppet emulators</c> starts it. Default: false.</summary>
    public bool External { get; set; }
}
