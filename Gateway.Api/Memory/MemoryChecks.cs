using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Gateway.Api.Memory;

/// <summary>What is wrong with a request about memories, in a sentence that says the limit.</summary>
internal static class MemoryChecks
{
    /// <summary>Characters of a memory at most.</summary>
    public const int MaxContent = 8000;

    /// <summary>Characters of a question at most.</summary>
    public const int MaxQuestion = 2000;

    /// <summary>Memories in one import, or ids in one request to forget.</summary>
    public const int MaxIds = 1000;

    /// <summary>Memories in one import.</summary>
    public const int MaxImport = 500;

    private const int MaxId = 128;
    private const int MaxAssociations = 200;

    /// <summary>A new memory.</summary>
    public static ProblemHttpResult? Check(CreateMemoryRequest request) => Item("", request.Content, request.Kind, request.Importance, request.EmotionalValence);

    /// <summary>A question.</summary>
    public static ProblemHttpResult? Check(SearchMemoriesRequest request) => request switch
    {
        _ when string.IsNullOrWhiteSpace(request.Text) || request.Text.Length > MaxQuestion => Body("text", $"text must have 1 to {MaxQuestion} characters."),
        _ when KindOf(request.Kind) is { } problem => problem,
        { Limit: < 1 or > Paging.MaxLimit } => Body("limit", $"limit is {request.Limit}. Ask for 1 to {Paging.MaxLimit} memories."),
        _ => null,
    };

    /// <summary>What is to be forgotten.</summary>
    public static ProblemHttpResult? Check(ForgetMemoriesRequest request) => request switch
    {
        { Ids: null or { Count: 0 }, Kind: null, Since: null, Until: null, Provenance: null } => Body("ids", "Nothing is named, which would forget everything. Set ids, kind, since, until or provenance."),
        { Ids.Count: > MaxIds } => Body("ids", $"ids has {request.Ids.Count} entries. Send {MaxIds} at most."),
        _ => KindOf(request.Kind),
    };

    /// <summary>Lines of an export.</summary>
    public static ProblemHttpResult? Check(ImportMemoriesRequest request)
    {
        if (request.Items.Count is < 1 or > MaxImport)
        {
            return Body("items", $"items has {request.Items.Count} entries. Send 1 to {MaxImport} in one request.");
        }

        for (var i = 0; i < request.Items.Count; i++)
        {
            var (item, at) = (request.Items[i], string.Create(CultureInfo.InvariantCulture, $"items[{i}]."));
            var problem = item.Id.Length is < 1 or > MaxId || item.Id.Any(char.IsControl) ? Body(at + "id", $"{at}id must have 1 to {MaxId} characters.")
                : item.Associations?.Count > MaxAssociations ? Body(at + "associations", $"{at}associations has more than {MaxAssociations} entries.")
                : item.AccessCount < 0 ? Body(at + "access_count", $"{at}access_count is below 0.")
                : Item(at, item.Content, item.Kind, item.Importance, item.EmotionalValence);
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>A kind that is a query parameter; null is none.</summary>
    public static ProblemHttpResult? Parameter(string? kind) => IsKind(kind) ? null : Problems.Field("kind", KindMessage);

    /// <summary>A time that is a query parameter.</summary>
    public static ProblemHttpResult? Time(string name, string? text, out DateTimeOffset? time)
    {
        time = null;
        if (text is null)
        {
            return null;
        }

        var read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value);
        time = read ? value : null;
        return read ? null : Problems.Field(name, $"{name} is no time. Write it as in 2026-03-01T12:00:00Z.");
    }

    private static ProblemHttpResult? Item(string at, string content, string kind, double importance, double valence) => 0 switch
    {
        _ when string.IsNullOrWhiteSpace(content) || content.Length > MaxContent => Body(at + "content", $"{at}content must have 1 to {MaxContent} characters."),
        _ when !IsKind(kind) => Body(at + "kind", KindMessage),
        _ when importance is not (>= 0 and <= 1) => Body(at + "importance", $"{at}importance must be 0 to 1."),
        _ when valence is not (>= -1 and <= 1) => Body(at + "emotional_valence", $"{at}emotional_valence must be -1 to 1."),
        _ => null,
    };

    private static string KindMessage => $"kind is none of {string.Join(", ", MemoryKinds.All)}.";

    private static bool IsKind(string? kind) => kind is null || MemoryKinds.All.Contains(kind, StringComparer.Ordinal);

    private static ProblemHttpResult? KindOf(string? kind) => IsKind(kind) ? null : Body("kind", KindMessage);

    private static ProblemHttpResult Body(string field, string message) => Problems.Field(field, message, ProblemCodes.InvalidBody);
}
