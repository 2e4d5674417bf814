namespace PuppetEngine.Gateway.Api.Access;

/// <summary>
/// Marks a route that asks for a key itself, in a socket's first message: a browser's WebSocket cannot send headers. It concerns only
/// upgrades without any credential; a wrong key in a header is refused as everywhere.
/// </summary>
internal sealed class KeyInFirstMessage;
