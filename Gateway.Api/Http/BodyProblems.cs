using System.Text.Json;
using System.Text.RegularExpressions;

namespace PuppetEngine.Gateway.Api.Http;

/// <summary>Says in our own words what the framework found wrong with a body or a parameter; its own words name C# types.</summary>
internal static partial class BodyProblems
{
    /// <summary>A body that is no JSON of the route's form.</summary>
    public static (int Status, string Code, string Detail, FieldError[] Errors) Of(JsonException exception)
    {
        if (UnknownMember().Match(exception.Message) is { Success: true } unknown)
        {
            var field = unknown.Groups[1].Value;
            var message = $"The body has a field '{field}' that this route does not know. Remove it or correct its spelling; /openapi/v1.json lists the fields.";
            return (400, ProblemCodes.UnknownField, message, [new FieldError(field, message)]);
        }

        if (MissingMembers().Match(exception.Message) is { Success: true } missing)
        {
            var fields = QuotedName().Matches(missing.Groups[1].Value).Select(match => match.Groups[1].Value).ToArray();
            var detail = $"The body lacks {string.Join(", ", fields)}. Add what is missing.";
            return (400, ProblemCodes.InvalidBody, detail, [.. fields.Select(field => new FieldError(field, $"{field} is required."))]);
        }

        var path = exception.Path is { Length: > 2 } full ? full[2..] : "";
        var line = (int)(exception.LineNumber ?? 0) + 1;
        if (path.Length > 0)
        {
            var message = $"{path} has a value of the wrong type. /openapi/v1.json says which it takes.";
            return (400, ProblemCodes.InvalidBody, message, [new FieldError(path, message, Line: line)]);
        }

        return (400, ProblemCodes.InvalidBody, $"The body is no valid JSON (line {line}). Correct it and send it again.", []);
    }

    /// <summary>A missing body or a parameter of the wrong type.</summary>
    public static (int Status, string Code, string Detail, FieldError[] Errors) Of(BadHttpRequestException exception)
    {
        if (Parameter().Match(exception.Message) is { Success: true } parameter)
        {
            var name = parameter.Groups[1].Value;
            var message = $"{name} has a value of the wrong type. /openapi/v1.json says which it takes.";
            return (400, ProblemCodes.InvalidParameter, message, [new FieldError(name, message)]);
        }

        return exception.Message.Contains("no body was provided", StringComparison.OrdinalIgnoreCase) || exception.Message.Contains("was not provided from body", StringComparison.OrdinalIgnoreCase)
            ? (400, ProblemCodes.InvalidBody, "The body is missing. Send a JSON object, {} at least.", [])
            : (exception.StatusCode, ProblemCodes.InvalidBody, "The request cannot be read. Send it again as HTTP/1.1 with a JSON body.", []);
    }

    [GeneratedRegex("The JSON property '([^']{1,200})' could not be mapped")]
    private static partial Regex UnknownMember();

    [GeneratedRegex("missing required properties including: (.{1,500})")]
    private static partial Regex MissingMembers();

    [GeneratedRegex("'([^']{1,100})'")]
    private static partial Regex QuotedName();

    [GeneratedRegex("Failed to bind parameter \"[^\"]{0,200}?([A-Za-z_]+)\"")]
    private static partial Regex Parameter();
}
