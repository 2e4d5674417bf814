namespace PuppetEngine.Gateway.Api.Access;

/// <summary>The first key cannot be set up, so that nobody could get in. The message says how to mend it and holds no key.</summary>
public sealed class KeySetupException(string message, Exception? inner = null) : Exception(message, inner);
