using PuppetEngine.Cli.Gateway;
using PuppetEngine.Cli.Terminal;

namespace PuppetEngine.Cli.Commands;

/// <summary>What every command is given: where to write, how to reach the gateway, and the environment.</summary>
internal sealed record CommandContext(CliTerminal Terminal, Func<string, string?> Variable, HttpMessageHandler? Handler = null)
{
    /// <summary>A client of the gateway; the caller disposes of it.</summary>
    public GatewayClient Client() => new(GatewayAddress.Find(Variable), Handler);
}
