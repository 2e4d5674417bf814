using Microsoft.Extensions.Logging;

namespace PuppetEngine.Grains.Agents;

internal sealed partial class DefinitionsGrain
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Agents folder: {File} defines {AgentId} at version {Version}, changed: {Changed}")]
    private static partial void LogApplied(ILogger logger, string file, string agentId, long version, string changed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agents folder: {File} was not applied, {Problems} problem(s), the first: {Code} at line {Line}, {Field}")]
    private static partial void LogRefused(ILogger logger, string file, int problems, string code, int line, string field);

    [LoggerMessage(Level = LogLevel.Information, Message = "Agents folder: {File} is gone, {AgentId} is paused")]
    private static partial void LogRemoved(ILogger logger, string file, string agentId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Agents folder: {File} could not be applied to {AgentId}; it is tried again with the next look at the folder")]
    private static partial void LogFailed(ILogger logger, Exception failure, string file, string agentId);
}
