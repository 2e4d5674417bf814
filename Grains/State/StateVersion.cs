using System.Text.Json;

namespace PuppetEngine.Grains.State;

/// <summary>Reads the version of a stored state before its members, because a newer release may have changed their types.</summary>
internal static class StateVersion
{
    /// <summary>The member <c>version</c> of the outermost object; null when there is none.</summary>
    /// <exception cref="JsonException">It is not a JSON object, or the version is not an integer.</exception>
    internal static int? Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A stored state is a JSON object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isVersion = reader.ValueTextEquals("version"u8);
            reader.Read();
            if (isVersion)
            {
                return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var version)
                    ? version
                    : throw new JsonException("The version of a stored state is an integer.", "$.version", null, null);
            }

            reader.Skip();
        }

        return null;
    }
}
