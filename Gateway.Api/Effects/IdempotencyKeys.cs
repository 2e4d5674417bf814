using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Http;

namespace PuppetEngine.Gateway.Api.Effects;

/// <summary>The header by which a repeated request is the same request.</summary>
internal static class IdempotencyKeys
{
    /// <summary>The header's name.</summary>
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 200;

    /// <summary>Reads the header's value; a problem when it is missing or no key.</summary>
    public static ProblemHttpResult? Read(string? value, out string key)
    {
        key = value?.Trim() ?? "";
        if (key.Length == 0)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, ProblemCodes.IdempotencyKeyRequired,
                "A request that causes an effect needs the header Idempotency-Key, so that a repetition is not a second post. Send any unique text, and the same one again when you retry.",
                new FieldError(Header, "is required."));
        }

        return key.Length > MaxLength || key.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? Problems.Field(Header, $"Idempotency-Key must be 1 to {MaxLength} visible ASCII characters without spaces.")
            : null;
    }

    /// <summary>SHA-256 of what a request asks for: the same request written with other spaces is still the same.</summary>
    public static string HashBody(params object?[] fields) => ApiKeys.Hash(JsonSerializer.Serialize(fields));
}
