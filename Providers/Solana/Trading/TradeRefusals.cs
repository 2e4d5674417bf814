using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Providers.Solana.Jupiter;
using PuppetEngine.Providers.Solana.Rpc;

namespace PuppetEngine.Providers.Solana.Trading;

/// <summary>What a failure of the vendors means for a trade: a code, a sentence, and whether it may be otherwise soon.</summary>
internal static class TradeRefusals
{
    /// <summary>Two endpoints contradict each other.</summary>
    public const string Disagreement = "rpc_disagreement";

    /// <summary>The simulation says that it would fail.</summary>
    public const string Simulation = "simulation_failed";

    /// <summary>The wallet's key is not here.</summary>
    public const string NoKey = "no_key";

    /// <summary>A mint is none, or nobody knows it.</summary>
    public const string UnknownMint = "unknown_mint";

    /// <summary>A failure of Jupiter.</summary>
    public static TradeRefusedException Of(JupiterFailure failure) => new(
        $"jupiter_{SnakeCase(failure.Problem.ToString())}",
        failure.Message,
        failure.Problem is JupiterProblem.Unreachable or JupiterProblem.Broken or JupiterProblem.RateLimited or JupiterProblem.Server or JupiterProblem.InvalidAnswer);

    /// <summary>A failure of the RPC before anything was signed.</summary>
    public static TradeRefusedException Of(SolanaRpcException failure) => new($"rpc_{SnakeCase(failure.Problem.ToString())}", failure.Message, isPassing: true);

    /// <summary>Endpoints that differ.</summary>
    public static TradeRefusedException Disagree(string what) => new(Disagreement, $"Two endpoints do not agree about {what}. Nothing is signed until they do.", isPassing: true);

    /// <summary>What a transaction failed with: the runtime's names and numbers, whatever a node makes of them.</summary>
    [return: NotNullIfNotNull(nameof(error))]
    public static string? Words(RpcTransactionError? error) => error is null ? null
        : error.CustomCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"instruction {error.Instruction}: custom {code}")
        : error.Instruction is { } at ? string.Create(CultureInfo.InvariantCulture, $"instruction {at}: {Name(error.Reason)}")
        : Name(error.Kind);

    private static string Name(string text) => text.Length is > 0 and <= 64 && text.All(char.IsAsciiLetterOrDigit) ? text : "an error without a name";

    private static string SnakeCase(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
