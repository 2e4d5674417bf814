using System.Text.Json;
using System.Text.Json.Nodes;

namespace PuppetEngine.Tests.Providers.Solana;

/// <summary>Known answers from outside; each file says in <c>made_by</c> how it was made.</summary>
internal static class Vectors
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static JsonNode Of(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Solana", "Data", file)))!;

    public static List<T> Of<T>(string file, string list) => Of(file)[list].Deserialize<List<T>>(Json)!;
}
