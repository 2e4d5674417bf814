using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Providers.Storage.Agents;

/// <summary>
/// The JSON form of what is kept whole in a <c>doc</c> column. Unknown members of a newer release are passed over: these rows are
/// projections, and the agent tells them again.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AgentCard))]
[JsonSerializable(typeof(EffectView))]
[JsonSerializable(typeof(EventView))]
[JsonSerializable(typeof(Relationship))]
[JsonSerializable(typeof(KillSwitchState))]
[JsonSerializable(typeof(List<string>))]
internal sealed partial class AgentDocuments : JsonSerializerContext
{
    internal static byte[] Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    internal static T Read<T>(byte[] doc, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(doc, type) ?? throw new InvalidDataException($"A stored {typeof(T).Name} is null. Restore the database from a backup.");
}
