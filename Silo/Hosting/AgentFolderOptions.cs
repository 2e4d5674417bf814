namespace PuppetEngine.Silo.Hosting;

/// <summary>Where the agents' files lie. Section <c>Puppet:Agents</c>.</summary>
public sealed class AgentFolderOptions
{
    /// <summary>The folder, one JSON file per agent. Default: <c>agents</c> in the working directory.</summary>
    public string Folder { get; set; } = "agents";

    /// <summary>Whether the folder holds our samples, which never run against a live vendor. Default: true unless a folder is named.</summary>
    public bool Samples { get; set; } = true;
}
