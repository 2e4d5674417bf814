using System.Text.Json;
using System.Text.Json.Serialization;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Chain;

/// <summary>One line of the chain's log: exactly one of genesis, landing, write, fork and price is set.</summary>
internal sealed record ChainLogEntry
{
    /// <summary>First line: which world's chain it is, and since when.</summary>
    public ChainGenesisEntry? Genesis { get; init; }

    public LandedTransaction? Landed { get; init; }

    /// <summary>What the landing, or the control API at <see cref="Slot"/>, made of accounts.</summary>
    public List<AccountChange>? Changes { get; init; }

    public ulong? Slot { get; init; }

    /// <summary>From this slot on the blocks were given up.</summary>
    public ulong? ForkedFrom { get; init; }

    /// <summary>A token of the market as it is from this line on.</summary>
    public Jupiter.MarketTokenRecord? Token { get; init; }
}

/// <summary>The beginning of a chain.</summary>
internal sealed record ChainGenesisEntry(string World, DateTimeOffset Time);

/// <summary>An account after a change.</summary>
internal sealed record AccountChange(PublicKey Key, ChainAccount Account);

/// <summary>Writes keys in base58.</summary>
internal sealed class PublicKeyConverter : JsonConverter<PublicKey>
{
    public override PublicKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => PublicKey.Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, PublicKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(PublicKeyConverter)])]
[JsonSerializable(typeof(ChainLogEntry))]
internal sealed partial class ChainLogJson : JsonSerializerContext;
