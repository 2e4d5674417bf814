namespace PuppetEngine.Silo.Hosting;

internal sealed partial class DueAgents
{
    [LoggerMessage(EventId = 5411, Level = LogLevel.Debug, Message = "{Agents} agents that are due first were woken after the start.")]
    private partial void LogWoken(int agents);

    [LoggerMessage(EventId = 5412, Level = LogLevel.Warning, Message = "The agents that are due could not be looked for; their reminders wake them within five minutes.")]
    private partial void LogNotWoken(Exception e);

    [LoggerMessage(EventId = 5413, Level = LogLevel.Warning, Message = "{AgentId} could not be woken after the start; its reminder wakes it within five minutes.")]
    private partial void LogNotReached(Exception e, string agentId);

    [LoggerMessage(EventId = 5414, Level = LogLevel.Warning, Message = "The wallet {Wallet} could not be woken after the start; its reminder wakes it within five minutes.")]
    private partial void LogWalletNotReached(Exception e, string wallet);
}
