using System.Text.Json;
using System.Text.Json.Serialization;

namespace PuppetEngine.Tests.TestKit.State;

/// <summary>
/// What a storage provider would hold for one grain's state: bytes and an ETag. Hand the same store to a new
/// <see cref="FakePersistentState{T}"/> and that is a grain that was activated again, on this silo or on another.
/// </summary>
public sealed class FakeGrainStore<T>
    where T : class, new()
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The stored bytes; null when there is no record.</summary>
    public byte[]? Bytes { get; internal set; }

    /// <summary>The stored version tag; null when there is no record.</summary>
    public string? Etag { get; internal set; }

    /// <summary>How many writes were stored over the life of the store.</summary>
    public int Stored { get; internal set; }

    /// <summary>What is stored, as a fresh object; null when there is no record.</summary>
    public T? Read() => Bytes is null ? null : JsonSerializer.Deserialize<T>(Bytes, Json);

    internal void Put(T state)
    {
        Bytes = JsonSerializer.SerializeToUtf8Bytes(state, Json);
        Stored++;
        Etag = Stored.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
