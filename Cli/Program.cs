using PuppetEngine.Cli.Commands;
using PuppetEngine.Cli.Terminal;

// A person's hand on the engine: everything goes through the gateway, and what must work without it works on the data itself.
return await PuppetCommand.RunAsync(args, CliTerminal.ForProcess());
