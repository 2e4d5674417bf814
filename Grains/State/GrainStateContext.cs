using System.Text.Json.Serialization.Metadata;

namespace PuppetEngine.Grains.State;

/// <summary>A feature's source-generated JSON context, as it stands in the chain of the state serializer.</summary>
/// <param name="Resolver">The context, as in <c>MemoryStateContext.Default</c>. Its own options do not count; the serializer's do.</param>
public sealed record GrainStateContext(IJsonTypeInfoResolver Resolver);
