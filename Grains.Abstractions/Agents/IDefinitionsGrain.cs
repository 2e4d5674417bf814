using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>
/// Applies the files of <c>agents/</c> by content hash. Key <c>definitions</c>. A file that is gone pauses its agent and deletes
/// nothing; a bad file stops no other.
/// </summary>
[Alias("PuppetEngine.Agents.IDefinitionsGrain")]
public interface IDefinitionsGrain : IGrainWithStringKey
{
    /// <summary>Applies a whole folder: new and changed files are defined, agents of vanished files are paused. One report per changed or bad file.</summary>
    [Alias("Apply"), ResponseTimeout("00:05:00")]
    Task<List<AgentFileReport>> Apply(List<AgentFile> files);
}
