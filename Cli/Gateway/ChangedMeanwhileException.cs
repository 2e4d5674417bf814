using PuppetEngine.Cli.Terminal;

namespace PuppetEngine.Cli.Gateway;

/// <summary>What was to be replaced is not as it was read any more: nothing was changed.</summary>
public sealed class ChangedMeanwhileException(string message) : CliException(message);
