using Orleans;

namespace PuppetEngine.Runtime.Bench;

/// <summary>Says back what it hears. Key: any text.</summary>
[Alias("PuppetEngine.Bench.IEchoGrain")]
public interface IEchoGrain : IGrainWithStringKey
{
    /// <summary>Answers with the same message.</summary>
    [Alias("Echo")]
    Task<EchoMessage> Echo(EchoMessage message);
}

/// <summary>A message that really is copied: it could be changed.</summary>
[GenerateSerializer, Alias("PuppetEngine.Bench.EchoMessage")]
public sealed class EchoMessage
{
    /// <summary>Who asks.</summary>
    [Id(0)] public string From { get; set; } = "";

    /// <summary>Which message.</summary>
    [Id(1)] public long Number { get; set; }

    /// <summary>When.</summary>
    [Id(2)] public DateTimeOffset At { get; set; }

    /// <summary>A list, so that a copy is more than one object.</summary>
    [Id(3)] public List<string> Words { get; set; } = [];
}
