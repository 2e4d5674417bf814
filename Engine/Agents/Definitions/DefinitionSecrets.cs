using System.Text.Json;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>
/// Lifts credentials out of a document. In their place stands a reference, <c>secret:NAME</c>; whoever shows the document shows
/// <c>***</c> instead (<see cref="Mask"/>), and <c>***</c> written back means the secret that is there already.
/// </summary>
/// <remarks>
/// Names in the store: <c>x/ID</c> holds the account's credentials as one JSON object (<c>api_key</c>, <c>api_key_secret</c>,
/// <c>access_token</c>, <c>access_token_secret</c>, <c>bearer_token</c> …), to which a reference adds the member, as in
/// <c>secret:x/ada#api_key</c>; <c>solana/ID/private_key</c>; anything else that looks like a credential (a text under a key such as
/// <c>openai_api_key</c>, or an RPC address with a key in it) goes to <c>agents/ID/PATH</c>. Whoever stores a lifted value stores
/// <see cref="Combine"/> of what was there and what came.
/// </remarks>
public static class DefinitionSecrets
{
    /// <summary>What a reader sees in place of a secret.</summary>
    public const string Masked = "***";

    /// <summary>What a reference begins with.</summary>
    public const string ReferencePrefix = "secret:";

    private static readonly Dictionary<string, string> XNames = new(StringComparer.Ordinal)
    {
        ["apikey"] = "api_key",
        ["apikeysecret"] = "api_key_secret",
        ["apisecret"] = "api_key_secret",
        ["accesstoken"] = "access_token",
        ["accesstokensecret"] = "access_token_secret",
        ["accesssecret"] = "access_token_secret",
        ["bearertoken"] = "bearer_token",
        ["password"] = "password",
        ["clientid"] = "client_id",
        ["clientsecret"] = "client_secret",
        ["refreshtoken"] = "refresh_token",
    };

    private static readonly string[] SecretEndings =
        ["apikey", "apisecret", "secret", "secretkey", "privatekey", "password", "passphrase", "accesstoken", "bearertoken", "refreshtoken", "mnemonic", "seedphrase"];

    /// <summary>A document with <see cref="Masked"/> in place of every reference.</summary>
    public static string Mask(string canonicalJson)
    {
        var root = DocumentNode.Read(canonicalJson);
        Visit(root, "", (path, node) =>
        {
            if (node.Text.StartsWith(ReferencePrefix, StringComparison.Ordinal) && (IsSecretName(path) || IsRpcUrl(path)))
            {
                node.Text = Masked;
            }
        });
        return root.Write();
    }

    /// <summary>
    /// What to store where a secret has a value already: of two JSON objects the members of both, the lifted ones winning (so that one key
    /// of an account can be replaced); otherwise the lifted value.
    /// </summary>
    /// <param name="stored">What the store holds; null for nothing.</param>
    /// <param name="lifted">A value of <see cref="ParsedDefinition.Credentials"/>.</param>
    public static string Combine(string? stored, string lifted)
    {
        if (stored is null || !TryReadObject(stored, out var before) || !TryReadObject(lifted, out var after))
        {
            return lifted;
        }

        foreach (var member in after.Members)
        {
            before.Members.RemoveAll(old => old.Key == member.Key);
            before.Members.Add(member);
        }

        return before.Write();
    }

    /// <summary>Replaces credentials in a document by references and gives them away.</summary>
    internal static Dictionary<string, string> Lift(DocumentNode root, string agentId, ProblemList problems)
    {
        var lifted = new Dictionary<string, string>(StringComparer.Ordinal);
        var account = DefinitionDiff.Empty();
        Flatten(root, "");
        Visit(root, "", (path, node) =>
        {
            var reference = node.Text.StartsWith(ReferencePrefix, StringComparison.Ordinal);
            if (node.Text.Length == 0 || !(reference || IsSecret(path, node.Text)))
            {
                return;
            }

            var (name, member) = NameOf(path, agentId);
            var own = ReferencePrefix + (member is null ? name : $"{name}#{member}");
            if (reference)
            {
                if (IsSecretName(path) && node.Text != own)
                {
                    problems.Error(path, node.Line, ProblemCodes.BadReference, $"{path} refers to a secret that is not this agent's. Write the value, or *** to keep the one there is; another account is chosen by \"account\".");
                }

                return;
            }

            if (node.Text != Masked && member is null)
            {
                lifted[name] = node.Text;
            }
            else if (node.Text != Masked)
            {
                account.Members.RemoveAll(old => old.Key == member);
                account.Members.Add(new(member!, new DocumentNode { Kind = JsonValueKind.String, Text = node.Text }));
            }

            node.Text = own;
        });
        if (account.Members.Count > 0)
        {
            lifted[$"x/{agentId}"] = account.Write();
        }

        return lifted;
    }

    private static bool TryReadObject(string json, out DocumentNode node)
    {
        try
        {
            node = DocumentNode.Read(json);
            return node.Kind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            node = DefinitionDiff.Empty();
            return false;
        }
    }

    /// <summary>Makes texts of credentials that are numbers or lists (a chain's key is often a list of bytes); known fields have a form of their own.</summary>
    private static void Flatten(DocumentNode node, string path)
    {
        foreach (var (name, value) in node.Members)
        {
            var own = path.Length == 0 ? name : $"{path}.{name}";
            if (value.Kind is JsonValueKind.Number or JsonValueKind.Array && DefinitionFields.Find(own) is null && IsSecretName(own))
            {
                value.Text = value.Write();
                value.Kind = JsonValueKind.String;
                value.Items.Clear();
            }

            Flatten(value, own);
        }

        node.Items.ForEach(item => Flatten(item, path));
    }

    private static void Visit(DocumentNode node, string path, Action<string, DocumentNode> onText)
    {
        foreach (var (name, value) in node.Members)
        {
            Visit(value, path.Length == 0 ? name : $"{path}.{name}", onText);
        }

        node.Items.ForEach(item => Visit(item, path, onText));
        if (node.Kind == JsonValueKind.String)
        {
            onText(path, node);
        }
    }

    private static bool IsSecret(string path, string text) =>
        IsSecretName(path) || (IsRpcUrl(path) && (text == Masked || text.AsSpan().IndexOfAny('?', '@') >= 0));

    private static bool IsRpcUrl(string path) => path.EndsWith("rpc_url", StringComparison.Ordinal);

    private static bool IsSecretName(string path)
    {
        if (DefinitionFields.Find(path) is { } field)
        {
            return field.Secret;
        }

        var name = Plain(path);
        return (path.StartsWith("twitter_credentials.", StringComparison.Ordinal) && XNames.ContainsKey(name))
            || Array.Exists(SecretEndings, ending => name.EndsWith(ending, StringComparison.Ordinal));
    }

    private static (string Name, string? Member) NameOf(string path, string agentId)
    {
        if (path.StartsWith("twitter_credentials.", StringComparison.Ordinal) && XNames.TryGetValue(Plain(path), out var member))
        {
            return ($"x/{agentId}", member);
        }

        return (path == "solana_integration.private_key" ? $"solana/{agentId}/private_key" : $"agents/{agentId}/{path}", null);
    }

    private static string Plain(string path) => path[(path.LastIndexOf('.') + 1)..]
        .Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
