namespace PuppetEngine.Emulators.Control;

/// <summary>Body of <c>POST /control/x/windows</c>: sets a window of an account, or caps and credits of an app.</summary>
internal sealed record XWindowRequest
{
    /// <summary>Handle; null for the app's own limits.</summary>
    public string? Account { get; init; }

    /// <summary>Consumer key; null for the emulated app.</summary>
    public string? App { get; init; }

    /// <summary><c>post</c>, <c>delete</c>, <c>timeline</c>, <c>mentions</c>, <c>me</c>, <c>lookup</c>, <c>like</c>, <c>user_posts_day</c>, <c>app_posts_day</c>.</summary>
    public string? Bucket { get; init; }

    public int? Limit { get; init; }

    public int? Remaining { get; init; }

    /// <summary>Closes the window for so long.</summary>
    public int? CloseSeconds { get; init; }

    public int? MonthlyPosts { get; init; }

    public int? MonthlyReads { get; init; }

    public decimal? CreditsUsd { get; init; }

    /// <summary>Opens every window, the cap and the credits again.</summary>
    public bool Open { get; init; }
}
