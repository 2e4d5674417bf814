namespace PuppetEngine.Gateway.Api.Console;

/// <summary>A code that opens the console once.</summary>
/// <param name="Code">The code.</param>
/// <param name="Link">The address to open in a browser.</param>
/// <param name="ExpiresAt">When the code ends.</param>
public sealed record ConsoleCode(string Code, string Link, DateTimeOffset ExpiresAt);

/// <summary>The exchange of a one-time code.</summary>
/// <param name="Code">The code.</param>
public sealed record LoginRequest(string Code);
