namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>The codes of <see cref="SocialOutcome.Code"/>. Stable: they stand in the journal and in the API.</summary>
public static class SocialOutcomeCodes
{
    /// <summary>The vendor acted.</summary>
    public const string Ok = "ok";

    /// <summary>Refused as duplicate content: the same text may have landed before.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>A rate window is closed until <see cref="SocialOutcome.RetryAt"/>.</summary>
    public const string RateWindow = "rate_window";

    /// <summary>A usage cap (month, product) is reached: not a window, nothing more until the next cycle.</summary>
    public const string UsageCap = "usage_cap";

    /// <summary>The vendor's account has no credits left (402): all agents of the app stop.</summary>
    public const string CreditsDepleted = "credits_depleted";

    /// <summary>The credentials are not accepted, also after one refresh.</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>The vendor does not permit this act to this account.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>The request itself is wrong (400): a defect or a payload the vendor never takes.</summary>
    public const string Invalid = "invalid";

    /// <summary>The thing acted on does not exist (404).</summary>
    public const string NotFound = "not_found";

    /// <summary>No connection could be made: nothing was sent.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The deadline passed after the request had left.</summary>
    public const string Timeout = "timeout";

    /// <summary>The connection broke after the request had left.</summary>
    public const string Reset = "reset";

    /// <summary>The vendor failed (5xx).</summary>
    public const string Server = "server";

    /// <summary>A 2xx answer that could not be read.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>The kill switch is set, or could not be read: nothing was sent.</summary>
    public const string Killed = "killed";

    /// <summary>The account has no usable credentials: nothing was sent.</summary>
    public const string NeedsAccount = "needs_account";

    /// <summary>The refresh token is spent: a person must log in again. Nothing was sent.</summary>
    public const string NeedsLogin = "needs_login";

    /// <summary>The deployment is not the one whose data this is: nothing was sent.</summary>
    public const string ForeignDeployment = "foreign_deployment";

    /// <summary>The access token has run out and is to be refreshed by the account before the call is made again. Nothing was sent. Never leaves the worker.</summary>
    public const string TokenExpired = "token_expired";

    /// <summary>The token may read and not write: the app's permissions must be raised and the token made anew. Nothing was sent.</summary>
    public const string ReadOnlyToken = "read_only_token";

    /// <summary>The app is not enrolled for this API: its owner must attach it to a project. Nothing was sent.</summary>
    public const string ClientForbidden = "client_forbidden";

    /// <summary>The account belongs to another world than the one this process acts in. Nothing was sent.</summary>
    public const string ForeignWorld = "foreign_world";

    /// <summary>The app's stream has no rules: add one first (409).</summary>
    public const string NoRules = "no_rules";

    /// <summary>The app's stream is connected elsewhere, and X allows no second connection.</summary>
    public const string TooManyConnections = "too_many_connections";

    /// <summary>X ended the stream from its side.</summary>
    public const string Disconnected = "disconnected";

    /// <summary>Nothing came over the stream for longer than X's keep-alives are apart.</summary>
    public const string Silent = "silent";

    /// <summary>The account's or the app's budget of the day is spent: money, posts or replies. Only in permits.</summary>
    public const string Budget = "budget";

    /// <summary>Calls of one account keep a distance, so that none comes in a burst. Only in permits.</summary>
    public const string Pacing = "pacing";
}
