using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PuppetEngine.Providers.X.Auth;

/// <summary>
/// Credentials as the secret store keeps them under <c>x/{credential}</c>. OAuth 1.0a: <c>api_key</c>, <c>api_key_secret</c>,
/// <c>access_token</c>, <c>access_token_secret</c>, in the original's camelCase and its Python spelling (<c>api_secret</c>) too.
/// OAuth 2.0: <c>client_id</c>, <c>access_token</c>, <c>refresh_token</c>, <c>expires_at</c> and what a login adds.
/// </summary>
internal static class XCredentialJson
{
    /// <summary>Reads a stored credential.</summary>
    /// <param name="json">The stored text.</param>
    /// <param name="problem">What it lacks, without any value; null when it can be used.</param>
    internal static XCredential? Read(string json, out string? problem)
    {
        Dictionary<string, string> members;
        try
        {
            members = Members(json);
        }
        catch (JsonException)
        {
            problem = "it is not a JSON object";
            return null;
        }

        string Get(params string[] names) => names.Select(n => members.GetValueOrDefault(n, "")).FirstOrDefault(v => v.Length > 0, "");
        if (Get("refreshtoken") is { Length: > 0 } refresh)
        {
            problem = Get("clientid").Length == 0 ? "client_id is missing" : null;
            return problem is not null ? null : new OAuth2Credential(
                Get("clientid"), Get("clientsecret"), Get("accesstoken"), refresh, Time(Get("obtainedat")), Time(Get("expiresat")), Get("login"), Get("spent") == "true");
        }

        var keys = (Key: Get("apikey", "consumerkey"), Secret: Get("apikeysecret", "apisecret", "consumersecret"), Token: Get("accesstoken"), TokenSecret: Get("accesstokensecret"));
        problem = Missing(("api_key", keys.Key), ("api_key_secret", keys.Secret), ("access_token", keys.Token), ("access_token_secret", keys.TokenSecret));
        return problem is not null ? null : new OAuth1Credential(keys.Key, keys.Secret, keys.Token, keys.TokenSecret);
    }

    /// <summary>Writes a pair of tokens.</summary>
    internal static string Write(OAuth2Credential credential)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("client_id", credential.ClientId);
            json.WriteString("client_secret", credential.ClientSecret);
            json.WriteString("access_token", credential.AccessToken);
            json.WriteString("refresh_token", credential.RefreshToken);
            json.WriteString("obtained_at", credential.ObtainedAt);
            json.WriteString("expires_at", credential.ExpiresAt);
            json.WriteString("login", credential.Login);
            json.WriteBoolean("spent", credential.Spent);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Which of the named values are missing; null when none is.</summary>
    internal static string? Missing(params (string Name, string Value)[] values)
    {
        var missing = values.Where(v => v.Value.Length == 0).Select(v => v.Name).ToList();
        return missing.Count switch
        {
            0 => null,
            1 => $"{missing[0]} is missing",
            _ => $"{string.Join(", ", missing)} are missing",
        };
    }

    /// <summary>Names without underscores and in lower case, so that every spelling of one name is the same.</summary>
    private static Dictionary<string, string> Members(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException();
        }

        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in document.RootElement.EnumerateObject())
        {
            var name = member.Name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
            members[name] = member.Value.ValueKind switch
            {
                JsonValueKind.String => member.Value.GetString()!.Trim(),
                JsonValueKind.True => "true",
                _ => "",
            };
        }

        return members;
    }

    /// <summary>A time that cannot be read is long past: the token is refreshed before it is used.</summary>
    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : DateTimeOffset.UnixEpoch;
}
