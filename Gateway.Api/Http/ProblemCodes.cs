namespace PuppetEngine.Gateway.Api.Http;

/// <summary>The gateway's own stable problem codes; those of agents are <see cref="Grains.Abstractions.Agents.AgentProblemCodes"/>.</summary>
internal static class ProblemCodes
{
    /// <summary>No key, or one that is not known.</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>The key lacks the route's scope.</summary>
    public const string MissingScope = "missing_scope";

    /// <summary>The Host header names no allowed host.</summary>
    public const string HostNotAllowed = "host_not_allowed";

    /// <summary>A page of another origin tried to change something by cookie.</summary>
    public const string OriginNotAllowed = "origin_not_allowed";

    /// <summary>The key made too many requests.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>No such route.</summary>
    public const string RouteNotFound = "route_not_found";

    /// <summary>The route has no such method.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>The body is not <c>application/json</c>.</summary>
    public const string UnsupportedMediaType = "unsupported_media_type";

    /// <summary>The body is no JSON of the expected form.</summary>
    public const string InvalidBody = "invalid_body";

    /// <summary>The body has a field that the route does not know.</summary>
    public const string UnknownField = "unknown_field";

    /// <summary>The body is larger than allowed.</summary>
    public const string BodyTooLarge = "body_too_large";

    /// <summary>A query parameter or header is wrong.</summary>
    public const string InvalidParameter = "invalid_parameter";

    /// <summary>The header Idempotency-Key is missing.</summary>
    public const string IdempotencyKeyRequired = "idempotency_key_required";

    /// <summary>The memory is not there.</summary>
    public const string MemoryNotFound = "memory_not_found";

    /// <summary>The event is not there.</summary>
    public const string EventNotFound = "event_not_found";

    /// <summary>The API key is not there.</summary>
    public const string KeyNotFound = "key_not_found";

    /// <summary>It is done in the emulated world only.</summary>
    public const string NotEmulated = "not_emulated";

    /// <summary>The emulators do not answer.</summary>
    public const string EmulatorsUnavailable = "emulators_unavailable";

    /// <summary>A login of an account cannot be begun or completed.</summary>
    public const string LoginRefused = "login_refused";

    /// <summary>The one-time code is unknown, used or too old.</summary>
    public const string InvalidCode = "invalid_code";

    /// <summary>The address answers WebSockets only.</summary>
    public const string UpgradeRequired = "upgrade_required";

    /// <summary>The stream has as many subscribers as it may.</summary>
    public const string TooManySubscribers = "too_many_subscribers";

    /// <summary>X takes no such file.</summary>
    public const string InvalidMedia = "invalid_media";

    /// <summary>A file did not come through to X; nobody has seen it, and it may be sent again.</summary>
    public const string UploadFailed = "upload_failed";

    /// <summary>What was asked for ended otherwise than sent; <c>/v1/effects/{id}</c> tells more.</summary>
    public const string EffectFailed = "effect_failed";

    /// <summary>The cluster did not answer in time.</summary>
    public const string ClusterTimeout = "cluster_timeout";

    /// <summary>The cluster cannot be reached, or an agent is moving.</summary>
    public const string ClusterUnavailable = "cluster_unavailable";

    /// <summary>The database cannot be read or written.</summary>
    public const string StorageUnavailable = "storage_unavailable";

    /// <summary>A defect of the product.</summary>
    public const string InternalError = "internal_error";
}
