using System.Text.Json;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Hosting;

/// <summary>Reads a document where no secret store is at hand: inline credentials are refused, everything else is the agent's to judge.</summary>
internal sealed class PlainDefinitionIntake : IDefinitionIntake
{
    private static readonly string[] SecretEndings =
        ["apikey", "apisecret", "apikeysecret", "secret", "secretkey", "privatekey", "password", "passphrase", "accesstoken", "accesstokensecret", "bearertoken", "refreshtoken", "mnemonic", "seedphrase"];

    /// <inheritdoc />
    public DefinitionDocument Read(string json)
    {
        var problems = new List<DefinitionProblem>();
        var id = "";
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                problems.Add(new DefinitionProblem { Line = 1, Code = "wrong_type", Message = "The body does not hold an object. Begin it with { and end it with }." });
                return new DefinitionDocument { AgentId = "", Json = "", Problems = problems };
            }

            id = document.RootElement.TryGetProperty("id", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
            Visit(document.RootElement, "", problems);
        }
        catch (JsonException error)
        {
            var line = (int)(error.LineNumber ?? 0) + 1;
            problems.Add(new DefinitionProblem { Line = line, Code = "syntax", Message = $"Line {line} is no valid JSON. Correct it and send the document again." });
            return new DefinitionDocument { AgentId = "", Json = "", Problems = problems };
        }

        return new DefinitionDocument { AgentId = id, Json = json, Problems = problems };
    }

    /// <inheritdoc />
    public Task StoreCredentialsAsync(DefinitionDocument document, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("This gateway has no secret store; documents with credentials are refused before they get here.");

    private static void Visit(JsonElement element, string path, List<DefinitionProblem> problems)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Visit(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", problems);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Visit(item, path, problems);
                }

                break;
            case JsonValueKind.String when IsSecret(path, element.GetString()!):
                problems.Add(new DefinitionProblem
                {
                    Field = path,
                    Code = "inline_credential",
                    Message = $"{path} holds a credential, and this gateway has no secret store. Send the definition to a silo's own gateway, or set the credential there by puppet x login, and leave the field out.",
                });
                break;
        }
    }

    private static bool IsSecret(string path, string text)
    {
        if (text.Length == 0 || text == "***" || text.StartsWith("secret:", StringComparison.Ordinal))
        {
            return false;
        }

        var name = path[(path.LastIndexOf('.') + 1)..].Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        return Array.Exists(SecretEndings, ending => name.EndsWith(ending, StringComparison.Ordinal))
            || (name == "rpcurl" && text.AsSpan().IndexOfAny('?', '@') >= 0);
    }
}
