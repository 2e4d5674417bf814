using Microsoft.Extensions.Logging;

namespace PuppetEngine.Grains.Memory;

internal sealed partial class MemoryGrain
{
    [LoggerMessage(1, LogLevel.Information, "Memory of {AgentId}: {Consolidated} consolidated into {Made}, {Reflections} reflections, {Forgotten} forgotten by rule; hindered by: {Hindrance}")]
    private partial void LogTended(string agentId, int consolidated, int made, int reflections, long forgotten, string hindrance);

    [LoggerMessage(2, LogLevel.Warning, "Work on the memory of {AgentId} failed; it is tried again later, and nothing stored is lost.")]
    private partial void LogWorkFailed(Exception exception, string agentId);
}
