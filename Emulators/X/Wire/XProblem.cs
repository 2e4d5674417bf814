using System.Globalization;
using PuppetEngine.Emulators.X.Accounts;

namespace PuppetEngine.Emulators.X.Wire;

/// <summary>X's refusals, in X's own words and shapes.</summary>
internal static class XProblem
{
    private const string Problems = "https://api.twitter.com/2/problems/";
    private const string NotPermittedDetail = "You are not permitted to perform this action.";

    public static XAnswer Unauthorized() => Plain(401, "Unauthorized", "Unauthorized");

    public static XAnswer DuplicateContent() => Plain(403, "Forbidden", "You are not allowed to create a Tweet with duplicate content.");

    public static XAnswer NotPermitted() => Plain(403, "Forbidden", NotPermittedDetail);

    public static XAnswer ReplyNotVisible() =>
        Plain(403, "Forbidden", "You attempted to reply to a Tweet that is deleted or not visible to you.");

    public static XAnswer NotSummoned() => Plain(403, "Forbidden",
        "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.");

    public static XAnswer SelfServe(string what) =>
        Plain(403, "Forbidden", $"{NotPermittedDetail} {what} are not available to self-serve access levels.");

    public static XAnswer NotFound() => Plain(404, "Not Found", "Not Found");

    public static XAnswer TooManyRequests() => Plain(429, "Too Many Requests", "Too Many Requests");

    public static XAnswer Unavailable(int status) => Plain(status, status == 500 ? "Internal Server Error" : "Service Unavailable",
        status == 500 ? "Something is broken. This is usually a temporary error." : "Service Unavailable");

    public static XAnswer ReadOnlyToken() => XAnswer.Problem(403, w =>
    {
        w.WriteStartObject();
        w.WriteString("title", "Forbidden");
        w.WriteString("detail", "Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.");
        w.WriteString("type", Problems + "oauth1-permissions");
        w.WriteNumber("status", 403);
        w.WriteEndObject();
    });

    public static XAnswer AppOnlyForbidden() => XAnswer.Problem(403, w =>
    {
        w.WriteStartObject();
        w.WriteString("title", "Unsupported Authentication");
        w.WriteString("detail", "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.  Supported authentication types are [OAuth 1.0a User Context, OAuth 2.0 User Context].");
        w.WriteString("type", Problems + "unsupported-authentication");
        w.WriteNumber("status", 403);
        w.WriteEndObject();
    });

    /// <summary>What a user's token is told where only the app's own may read.</summary>
    public static XAnswer UserForbidden() => XAnswer.Problem(403, w =>
    {
        w.WriteStartObject();
        w.WriteString("title", "Unsupported Authentication");
        w.WriteString("detail", "Authenticating with a user context is forbidden for this endpoint.  Supported authentication types are [OAuth 2.0 Application-Only].");
        w.WriteString("type", Problems + "unsupported-authentication");
        w.WriteNumber("status", 403);
        w.WriteEndObject();
    });

    /// <summary>409: a stream without rules lets nothing through.</summary>
    public static XAnswer NoRules() => XAnswer.Problem(409, w =>
    {
        w.WriteStartObject();
        w.WriteString("title", "RuleConfigurationIssue");
        w.WriteString("detail", "You must define rules for your stream before connecting.");
        w.WriteString("rule_configuration_issue", "RulesNotConfigured");
        w.WriteString("type", Problems + "rule-configuration-issue");
        w.WriteEndObject();
    });

    /// <summary>429 that is no window: the app's one connection stands already.</summary>
    public static XAnswer TooManyConnections() => XAnswer.Problem(429, w =>
    {
        w.WriteStartObject();
        w.WriteString("title", "ConnectionException");
        w.WriteString("detail", "This stream is currently at the maximum allowed connection limit.");
        w.WriteString("connection_issue", "TooManyConnections");
        w.WriteString("type", Problems + "streaming-connection");
        w.WriteEndObject();
    });

    /// <summary>A post or user that is acted on and does not exist.</summary>
    public static XAnswer ResourceNotFound(string resource, string parameter, string id) => XAnswer.Problem(404, w =>
    {
        w.WriteStartObject();
        w.WriteString("value", id);
        w.WriteString("detail", $"Could not find {resource} with {parameter}: [{id}].");
        w.WriteString("title", "Not Found Error");
        w.WriteString("resource_type", resource);
        w.WriteString("parameter", parameter);
        w.WriteString("resource_id", id);
        w.WriteString("type", Problems + "resource-not-found");
        w.WriteEndObject();
    });

    /// <summary>The rule on automated accounts. X enforces it by review and suspension; the emulator says it at once, in its own words.</summary>
    public static XAnswer NotLabelled() =>
        Plain(403, "Forbidden", $"{NotPermittedDetail} Automated accounts must carry the automated account label.");

    /// <summary>The rule on replies of a model, said at once and in the emulator's own words.</summary>
    public static XAnswer AiRepliesNotApproved() =>
        Plain(403, "Forbidden", $"{NotPermittedDetail} AI-generated replies require prior written approval.");

    public static XAnswer ClientForbidden(string clientId) => XAnswer.Problem(403, w =>
    {
        w.WriteStartObject();
        w.WriteString("client_id", clientId);
        w.WriteString("detail", "When authenticating requests to the Twitter API v2 endpoints, you must use keys and tokens from a Twitter developer App that is attached to a Project. You can create a project via the developer portal.");
        w.WriteString("registration_url", "https://developer.twitter.com/en/docs/projects/overview");
        w.WriteString("title", "Client Forbidden");
        w.WriteString("required_enrollment", "Appropriate Level of API Access");
        w.WriteString("reason", "client-not-enrolled");
        w.WriteString("type", Problems + "client-forbidden");
        w.WriteEndObject();
    });

    public static XAnswer UsageCapExceeded(XApp app) => XAnswer.Problem(429, w =>
    {
        w.WriteStartObject();
        w.WriteString("account_id", AccountId(app).ToString(CultureInfo.InvariantCulture));
        w.WriteString("product_name", (XTier.Find(app.Record.Tier) ?? XTier.Find("basic")!).ProductName);
        w.WriteString("title", "UsageCapExceeded");
        w.WriteString("period", "Monthly");
        w.WriteString("scope", "Product");
        w.WriteString("detail", "Usage cap exceeded: Monthly product cap");
        w.WriteString("type", Problems + "usage-capped");
        w.WriteEndObject();
    });

    public static XAnswer CreditsDepleted(XApp app) => XAnswer.Problem(402, w =>
    {
        w.WriteStartObject();
        w.WriteString("title", "CreditsDepleted");
        w.WriteString("detail", $"Your enrolled account [{AccountId(app)}] does not have any credits to fulfill this request.");
        w.WriteString("type", Problems + "credits");
        w.WriteNumber("account_id", AccountId(app));
        w.WriteEndObject();
    });

    /// <summary>400 with the offending parameter, its value and X's sentence.</summary>
    public static XAnswer Invalid(string parameter, string value, string message) => XAnswer.Problem(400, w =>
    {
        w.WriteStartObject();
        w.WriteStartArray("errors");
        w.WriteStartObject();
        w.WriteStartObject("parameters");
        if (parameter.Length > 0)
        {
            w.WriteStartArray(parameter);
            w.WriteStringValue(value);
            w.WriteEndArray();
        }

        w.WriteEndObject();
        w.WriteString("message", message);
        w.WriteEndObject();
        w.WriteEndArray();
        w.WriteString("title", "Invalid Request");
        w.WriteString("detail", "One or more parameters to your request was invalid.");
        w.WriteString("type", Problems + "invalid-request");
        w.WriteEndObject();
    });

    private static XAnswer Plain(int status, string title, string detail) => XAnswer.Problem(status, w =>
    {
        w.WriteStartObject();
        w.WriteString("detail", detail);
        w.WriteString("type", "about:blank");
        w.WriteString("title", title);
        w.WriteNumber("status", status);
        w.WriteEndObject();
    });

    private static ulong AccountId(XApp app) => 1_000_000_000_000_000 + (StableHash.Of(app.Record.ConsumerKey) % 1_000_000_000_000_000);
}
