namespace PuppetEngine.Emulators;

/// <summary>Settings of the X emulator. Limits here are those of auto-provisioned accounts; <c>/control/x</c> sets others.</summary>
public sealed class XEmulatorOptions
{
    /// <summary>
    /// Accept credentials of the emulated world (consumer key <c>emulated-app</c>, token <c>HANDLE-emulated</c>) for an account
    /// made on first use. Signatures are verified all the same. Default: true.
    /// </summary>
    public bool AutoProvision { get; set; } = true;

    /// <summary>Tier of auto-provisioned accounts: <c>pay_per_use</c>, <c>free</c>, <c>basic</c>, <c>pro</c>, <c>enterprise</c>. Default: <c>pay_per_use</c>.</summary>
    public string Tier { get; set; } = "pay_per_use";

    /// <summary>Refuse requests beyond windows, caps and credits. False counts them and answers. Default: true.</summary>
    public bool EnforceLimits { get; set; } = true;

    /// <summary>How long the same text of the same account is refused as a duplicate; zero never refuses. Default: 24 hours.</summary>
    public TimeSpan DuplicateWindow { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a new post stays out of list reads (timeline, mentions), 0 to 60 s. Default: zero.</summary>
    public TimeSpan TimelineLag { get; set; } = TimeSpan.Zero;

    /// <summary>Largest difference between <c>oauth_timestamp</c> and the clock before a signature is refused. Default: 5 minutes.</summary>
    public TimeSpan TimestampSkew { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Life of an OAuth 2.0 access token. Default: 2 hours.</summary>
    public TimeSpan AccessTokenLife { get; set; } = TimeSpan.FromHours(2);

    /// <summary>Life of an authorization code. Default: 30 seconds.</summary>
    public TimeSpan AuthorizationCodeLife { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a film or GIF is processed before it can be posted. Default: 2 seconds.</summary>
    public TimeSpan MediaProcessing { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Posts kept in memory over all accounts; the oldest leave first. Default: 500,000.</summary>
    public int RetainedPosts { get; set; } = 500_000;
}
