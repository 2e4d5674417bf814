using Orleans;

namespace PuppetEngine.Runtime.Bench;

/// <summary>Keeps a text. Key: any text.</summary>
[Alias("PuppetEngine.Bench.IMemoGrain")]
public interface IMemoGrain : IGrainWithStringKey
{
    /// <summary>Stores the text.</summary>
    [Alias("Write")]
    Task Write(string text);

    /// <summary>Length of the text.</summary>
    [Alias("Length")]
    Task<int> Length();
}
