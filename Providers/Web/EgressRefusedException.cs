namespace PuppetEngine.Providers.Web;

/// <summary>An address leads inside, where nothing from outside may lead.</summary>
/// <param name="host">The host.</param>
/// <param name="port">The port.</param>
internal sealed class EgressRefusedException(string host, int port)
    : Exception($"{host}:{port} is not on the public internet, so it is not called. Where this is meant, add it to {WebOptions.Section}:AllowedInside.");
