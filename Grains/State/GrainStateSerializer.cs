using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Orleans.Storage;
using PuppetEngine.Grains.Abstractions.State;

namespace PuppetEngine.Grains.State;

/// <summary>
/// The one serializer of grain state, on both hosts: JSON, member names in snake_case, enums as snake_case names, nulls left out,
/// times in ISO 8601. The stored names are therefore the property names: renaming a property is a change of version.
/// Only states of a registered source-generated context are taken (<see cref="GrainStateServiceCollectionExtensions.AddGrainState"/>).
/// </summary>
public sealed class GrainStateSerializer : IGrainStorageSerializer
{
    private readonly JsonSerializerOptions _options;
    private readonly ConcurrentDictionary<Type, Shape> _shapes = new();

    /// <summary>Makes the serializer over the contexts of all features.</summary>
    /// <param name="contexts">Each feature's source-generated context.</param>
    public GrainStateSerializer(IEnumerable<GrainStateContext> contexts)
    {
        ArgumentNullException.ThrowIfNull(contexts);
        _options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // State is never embedded in a page; escaping every accent would only make texts unreadable and longer.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = JsonTypeInfoResolver.Combine([.. contexts.Select(c => c.Resolver)]),
        };
        _options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        _options.MakeReadOnly();
    }

    /// <inheritdoc />
    public BinaryData Serialize<T>(T? input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var shape = ShapeOf(typeof(T));
        var state = (IVersionedState)input;
        state.Version = Math.Max(state.Version, shape.Current);
        return new BinaryData(JsonSerializer.SerializeToUtf8Bytes(input, (JsonTypeInfo<T>)shape.Info));
    }

    /// <inheritdoc />
    /// <exception cref="StateTooNewException">The stored version is above the one that follows this release's.</exception>
    /// <exception cref="StateUnreadableException">It is not a JSON object with a version and the members this release expects.</exception>
    public T? Deserialize<T>(BinaryData input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var shape = ShapeOf(typeof(T));
        var bytes = input.ToMemory().Span;
        try
        {
            var found = StateVersion.Read(bytes) ?? throw new StateUnreadableException(typeof(T).Name, "it has no version");
            if (found > shape.Current + 1)
            {
                throw new StateTooNewException(typeof(T).Name, found, shape.Current);
            }

            return JsonSerializer.Deserialize(bytes, (JsonTypeInfo<T>)shape.Info);
        }
        catch (JsonException e)
        {
            // The message of a JsonException may quote the value; its path does not.
            throw new StateUnreadableException(typeof(T).Name, $"at {e.Path ?? "$"}, byte {e.BytePositionInLine ?? 0}");
        }
    }

    private Shape ShapeOf(Type type) => _shapes.GetOrAdd(type, static (key, options) =>
    {
        if (!options.TryGetTypeInfo(key, out var info))
        {
            throw new NotSupportedException($"No context for the state {key.Name} is registered. Name it in its feature's JsonSerializerContext and register that with AddGrainState.");
        }

        return info.CreateObject?.Invoke() is IVersionedState fresh
            ? new Shape(info, fresh.Version)
            : throw new NotSupportedException($"The state {key.Name} carries no version. Let it implement {nameof(IVersionedState)} and have a public constructor without parameters.");
    }, _options);

    private sealed record Shape(JsonTypeInfo Info, int Current);
}
