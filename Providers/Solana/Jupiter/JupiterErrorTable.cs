using System.Net;
using System.Text.Json;

namespace PuppetEngine.Providers.Solana.Jupiter;

/// <summary>Classes what Jupiter answers instead of a value.</summary>
internal static class JupiterErrorTable
{
    private const int LongestCode = 64;

    /// <summary>A status other than 200, with its body.</summary>
    internal static JupiterFailure Of(HttpStatusCode status, JsonElement body, bool acts)
    {
        var text = Text(body, "error");
        var problem = status switch
        {
            HttpStatusCode.TooManyRequests => JupiterProblem.RateLimited,
            HttpStatusCode.Unauthorized => JupiterProblem.Unauthorized,
            HttpStatusCode.Forbidden => text.Contains("firewall", StringComparison.OrdinalIgnoreCase) ? JupiterProblem.Blocked : JupiterProblem.Forbidden,
            HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity => OfCode(Text(body, "errorCode"), text),
            _ when (int)status >= 500 => JupiterProblem.Server,
            _ => JupiterProblem.InvalidAnswer,
        };
        return Failure(problem, Text(body, "errorCode") is { Length: > 0 } code ? code : ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture),
            acts && problem is JupiterProblem.Server or JupiterProblem.InvalidAnswer);
    }

    /// <summary>The <c>errorCode</c> of an order that came without a transaction. The same number means another thing with another router.</summary>
    internal static JupiterFailure OfOrder(int code, string router)
    {
        var problem = (router, code) switch
        {
            (_, 1) => JupiterProblem.InsufficientFunds,
            ("jupiterz", 2) => JupiterProblem.MissingTokenAccount,
            (_, 2) => JupiterProblem.InsufficientSol,
            ("jupiterz", 3) => JupiterProblem.NotBuildable,
            (_, 3) => JupiterProblem.BelowGaslessMinimum,
            _ => JupiterProblem.NotBuildable,
        };
        return Failure(problem, code.ToString(System.Globalization.CultureInfo.InvariantCulture), mayHaveActed: false);
    }

    internal static JupiterFailure Failure(JupiterProblem problem, string code, bool mayHaveActed) => new(problem, Clean(code), Sentence(problem), mayHaveActed);

    /// <summary>A member's text; empty where there is none.</summary>
    internal static string Text(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static JupiterProblem OfCode(string code, string text) => code switch
    {
        "COULD_NOT_FIND_ANY_ROUTE" or "NO_ROUTES_FOUND" => JupiterProblem.NoRoute,
        "TOKEN_NOT_TRADABLE" => JupiterProblem.TokenNotTradable,
        "ROUTE_PLAN_DOES_NOT_CONSUME_ALL_THE_AMOUNT" => JupiterProblem.AmountTooLarge,
        "CIRCULAR_ARBITRAGE_IS_DISABLED" => JupiterProblem.CircularArbitrage,
        "MARKET_NOT_FOUND" => JupiterProblem.MarketNotFound,
        "NOT_SUPPORTED" => JupiterProblem.NotSupported,
        "CANNOT_COMPUTE_OTHER_AMOUNT_THRESHOLD" => JupiterProblem.NoThreshold,
        // The newer API has words where the older one has codes.
        "" when text.Contains("route", StringComparison.OrdinalIgnoreCase) && text.Contains("no", StringComparison.OrdinalIgnoreCase) => JupiterProblem.NoRoute,
        _ => JupiterProblem.Refused,
    };

    private static string Sentence(JupiterProblem problem) => problem switch
    {
        JupiterProblem.Unreachable => "Jupiter cannot be reached.",
        JupiterProblem.Broken => "Jupiter did not answer to the end.",
        JupiterProblem.RateLimited => "Jupiter was asked too often. Ask less, or configure a key with a larger allowance.",
        JupiterProblem.Unauthorized => "Jupiter does not know the key. Correct Puppet:Jupiter:ApiKey, or leave it out.",
        JupiterProblem.Forbidden => "The key may not use this part of Jupiter.",
        JupiterProblem.Blocked => "Jupiter's firewall refused the call.",
        JupiterProblem.Server => "Jupiter failed.",
        JupiterProblem.InvalidAnswer => "Jupiter answered something else than was asked.",
        JupiterProblem.NoRoute => "Jupiter knows no way from one mint to the other.",
        JupiterProblem.TokenNotTradable => "Jupiter does not trade one of the mints.",
        JupiterProblem.AmountTooLarge => "Jupiter knows no way for the whole amount.",
        JupiterProblem.CircularArbitrage => "Input and output are the same mint.",
        JupiterProblem.MarketNotFound => "Jupiter does not know the market.",
        JupiterProblem.NotSupported => "Jupiter does not do this.",
        JupiterProblem.NoThreshold => "Jupiter can compute no bound for the other side.",
        JupiterProblem.InsufficientFunds => "The wallet holds too few of the input.",
        JupiterProblem.InsufficientSol => "The wallet holds too little SOL for the fees.",
        JupiterProblem.BelowGaslessMinimum => "The swap is too small for somebody else to pay its fees.",
        JupiterProblem.MissingTokenAccount => "The wallet has no token account for one of the mints.",
        JupiterProblem.NotBuildable => "Jupiter could not make a transaction of its quote.",
        _ => "Jupiter refused.",
    };

    private static string Clean(string code) => new([.. code.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-').Take(LongestCode)]);
}
