using System.Text.Json;
using Orleans.Storage;

namespace PuppetEngine.LocalRuntime.Storage;

/// <summary>The serializer of state where the application registered none: System.Text.Json with its defaults.</summary>
internal sealed class JsonStateSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input));

    public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input.ToMemory().Span);
}
