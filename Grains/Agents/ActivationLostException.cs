namespace PuppetEngine.Grains.Agents;

/// <summary>This activation may not act any more: what is stored is not what it believes. The next activation reads the store.</summary>
internal sealed class ActivationLostException(string agentId, Exception? inner)
    : InvalidOperationException($"The activation of agent '{agentId}' ended because its state could not be stored for certain. Call again.", inner);
