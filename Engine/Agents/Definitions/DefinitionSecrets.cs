using System.Text.Json;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>
/// Lifts credentials out of a document. In their place stands a reference, <c>secret:NAME</c>; whoever shows the document shows
/// <c>***</c> instead (<see cref="Mask"/>), and <c>***</c> written back means the secret that is there already.
/// </summary>
/// <remarks>
/// Names in the store: <c>x/ID/api_key</c>, <c>x/ID/api_key_secret</c>, <c>x/ID/access_token</c>, <c>x/ID/access_token_secret</c>,
/// <c>x/ID/bearer_token</c>, <c>x/ID/password</c>, <c>solana/ID/private_key</c>; anything else that looks like a credential
/// (a text under a key such as <c>openai_api_key</c>, or an RPC address with a key in it) goes to <c>agents/ID/PATH</c>.
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
        Visit(root, "", (_, node) =>
        {
            if (node.Text.StartsWith(ReferencePrefix, StringComparison.Ordinal))
            {
                node.Text = Masked;
            }
        });
        return root.Write();
    }

    /// <summary>Replaces credentials in a document by references and gives them away.</summary>
    internal static Dictionary<string, string> Lift(DocumentNode root, string agentId, ProblemList problems)
    {
        var lifted = new Dictionary<string, string>(StringComparer.Ordinal);
        Visit(root, "", (path, node) =>
        {
            var reference = node.Text.StartsWith(ReferencePrefix, StringComparison.Ordinal);
            if (node.Text.Length == 0 || !(reference || IsSecret(path, node.Text)))
            {
                return;
            }

            var name = NameOf(path, agentId);
            if (!reference && node.Text != Masked)
            {
                lifted[name] = node.Text;
            }
            else if (reference && IsSecretName(path) && node.Text != ReferencePrefix + name)
            {
                problems.Error(path, node.Line, ProblemCodes.BadReference, $"{path} refers to a secret that is not this agent's. Write the value, or *** to keep the one there is; another account is chosen by \"account\".");
            }

            if (!reference || IsSecretName(path))
            {
                node.Text = ReferencePrefix + name;
            }
        });
        return lifted;
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
        IsSecretName(path) || (path.EndsWith("rpc_url", StringComparison.Ordinal) && text.AsSpan().IndexOfAny('?', '@') >= 0);

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

    private static string NameOf(string path, string agentId) =>
        path.StartsWith("twitter_credentials.", StringComparison.Ordinal) && XNames.TryGetValue(Plain(path), out var name) ? $"x/{agentId}/{name}"
        : path == "solana_integration.private_key" ? $"solana/{agentId}/private_key"
        : $"agents/{agentId}/{path}";

    private static string Plain(string path) => path[(path.LastIndexOf('.') + 1)..]
        .Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
