namespace PuppetEngine.Gateway.Api.Hosting;

/// <summary>A gateway of its own process cannot start; the message says why and how to mend it, and is all that a person sees.</summary>
internal sealed class GatewayStartException(string message, Exception? inner = null) : Exception(message, inner);
