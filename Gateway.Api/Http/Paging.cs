using Microsoft.AspNetCore.Http.HttpResults;

namespace PuppetEngine.Gateway.Api.Http;

/// <summary>The two parameters that every list takes.</summary>
internal static class Paging
{
    /// <summary>The largest page.</summary>
    public const int MaxLimit = 200;

    /// <summary>The page's size when none is asked for.</summary>
    public const int DefaultLimit = 50;

    /// <summary>What is wrong with a limit; null when nothing is.</summary>
    public static ProblemHttpResult? Check(int? limit) =>
        limit is < 1 or > MaxLimit ? Problems.Field("limit", $"limit is {limit}. Ask for 1 to {MaxLimit} items; more come with the cursor in next.") : null;
}
