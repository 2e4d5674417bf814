using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.Http;
using PuppetEngine.Emulators.X.Accounts;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X.Auth;

/// <summary>The consent page and the token endpoints.</summary>
internal sealed class OAuth2Endpoints(XWorld world, OAuth2Server server, FaultBook faults, XFaults ending)
{
    private const string InvalidToken = "Value passed for the token was invalid.";
    private const string InvalidCode = "Value passed for the authorization code was invalid.";

    /// <summary>
    /// <c>GET /i/oauth2/authorize</c>. With <c>login_hint=HANDLE</c> (an addition of the emulator) it consents at once; else it shows
    /// a page with one button per account.
    /// </summary>
    public IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        string Value(string name) => query[name].ToString();
        if (world.Directory.AppByClient(Value("client_id")) is null)
        {
            return Results.Text("The client_id is unknown to this emulator. Its own is emulated-client.", statusCode: 400);
        }

        if (Value("response_type") != "code" || Value("code_challenge").Length == 0 || Value("state").Length == 0
            || !Uri.TryCreate(Value("redirect_uri"), UriKind.Absolute, out var redirect) || !redirect.IsLoopback)
        {
            return Results.Text("Something went wrong: response_type=code, state, code_challenge and a loopback redirect_uri are required.", statusCode: 400);
        }

        var handle = Value("login_hint");
        if (handle.Length == 0)
        {
            return Results.Content(ConsentPage.Write(world.Directory.Accounts, request.QueryString.Value ?? ""), "text/html; charset=utf-8");
        }

        if (!XDirectory.IsHandle(handle))
        {
            return Results.Text("The login_hint is not a handle.", statusCode: 400);
        }

        var account = world.Directory.ByHandle(handle) ?? world.Directory.Provision(handle);
        var code = server.Issue(new AuthorizationCode(
            Value("client_id"), Value("redirect_uri"), Value("scope"), Value("code_challenge"), Value("code_challenge_method") == "S256",
            account.Id, world.Now + world.Options.AuthorizationCodeLife));
        var separator = redirect.Query.Length > 0 ? '&' : '?';
        return Results.Redirect($"{Value("redirect_uri")}{separator}state={WebUtility.UrlEncode(Value("state"))}&code={code}");
    }

    /// <summary><c>POST /2/oauth2/token</c>.</summary>
    public async Task TokenAsync(HttpContext http)
    {
        world.Counters.Add("requests", "POST /x/2/oauth2/token");
        var form = await FormAsync(http);
        var plan = faults.Decide("POST /x/2/oauth2/token", $"POST {http.Request.Path}", form.GetValueOrDefault("client_id", ""));
        if (plan.End is { } hit)
        {
            if (await BeforeAsync(http, hit) is { } refusal)
            {
                await XPipeline.WriteAsync(http, refusal);
                return;
            }

            if (XFaults.EndsUnanswered(hit.Kind is FaultKind.LandLater ? FaultKind.DropBeforeEffect : hit.Kind))
            {
                return;
            }
        }

        var answer = Token(http.Request, form);
        if (plan.End is { Kind: FaultKind.DropAfterEffect })
        {
            http.Abort();
            return;
        }

        await XPipeline.WriteAsync(http, plan.End is { } after && !answer.IsRefusal ? XFaults.AfterEffect(after, answer) : answer);
    }

    /// <summary><c>POST /oauth2/token</c>: an app's own token for reads, for its consumer key and secret.</summary>
    public async Task AppTokenAsync(HttpContext http)
    {
        world.Counters.Add("requests", "POST /x/oauth2/token");
        var form = await FormAsync(http);
        var (key, secret) = BasicUser(http.Request);
        var app = world.Directory.App(key);
        await XPipeline.WriteAsync(http, app is null || secret != app.Record.ConsumerSecret
            ? Error(403, "invalid_client", "Unable to verify your credentials")
            : form.GetValueOrDefault("grant_type", "") != "client_credentials"
            ? Error(400, "unsupported_grant_type", "Missing required parameter: grant_type")
            : XAnswer.Json(200, w =>
            {
                w.WriteStartObject();
                w.WriteString("token_type", "bearer");
                w.WriteString("access_token", app.Record.BearerToken);
                w.WriteEndObject();
            }));
    }

    /// <summary><c>POST /2/oauth2/revoke</c>.</summary>
    public async Task RevokeAsync(HttpContext http)
    {
        world.Counters.Add("requests", "POST /x/2/oauth2/revoke");
        var form = await FormAsync(http);
        server.Revoke(form.GetValueOrDefault("token", ""));
        await XPipeline.WriteAsync(http, XAnswer.Json(200, w =>
        {
            w.WriteStartObject();
            w.WriteBoolean("revoked", true);
            w.WriteEndObject();
        }));
    }

    private XAnswer Token(HttpRequest request, Dictionary<string, string> form)
    {
        string Value(string name) => form.GetValueOrDefault(name, "");
        var clientId = Value("client_id");
        var app = world.Directory.AppByClient(clientId.Length > 0 ? clientId : BasicUser(request).User);
        if (app is null || (app.Record.ClientSecret.Length > 0 && BasicUser(request).Password != app.Record.ClientSecret))
        {
            return Error(401, "unauthorized_client", "Missing valid authorization header");
        }

        return Value("grant_type") switch
        {
            "authorization_code" => server.Redeem(Value("code"), app.Record.ClientId, Value("redirect_uri"), Value("code_verifier")) is { } first
                ? Pair(first)
                : Error(400, "invalid_request", InvalidCode),
            "refresh_token" => server.Refresh(Value("refresh_token"), app.Record.ClientId) is { } next
                ? Pair(next)
                : Error(400, "invalid_request", InvalidToken),
            _ => Error(400, "unsupported_grant_type", "The grant type is not supported."),
        };
    }

    private async Task<XAnswer?> BeforeAsync(HttpContext http, FaultHit hit)
    {
        if (hit.Kind is FaultKind.LandLater)
        {
            hit = hit with { Kind = FaultKind.DropBeforeEffect };
        }

        var app = world.Directory.App(XDirectory.EmulatedApp)!;
        var route = new XRoute("POST /x/2/oauth2/token", Limits.RateBucket.Me, "", _ => XProblem.NotFound());
        var request = new XRequest { Caller = new XCaller { App = app, Access = XAccessLevel.Read }, Query = [] };
        return await ending.BeforeEffectAsync(http, hit, route, request, XProblem.NotFound);
    }

    private XAnswer Pair(TokenGrant grant) => XAnswer.Json(200, w =>
    {
        w.WriteStartObject();
        w.WriteString("token_type", "bearer");
        w.WriteNumber("expires_in", (int)(grant.ExpiresAt - world.Now).TotalSeconds);
        w.WriteString("access_token", grant.AccessToken);
        w.WriteString("scope", grant.Scope);
        if (grant.RefreshToken.Length > 0)
        {
            w.WriteString("refresh_token", grant.RefreshToken);
        }

        w.WriteEndObject();
    });

    private static XAnswer Error(int status, string error, string description) => XAnswer.Json(status, w =>
    {
        w.WriteStartObject();
        w.WriteString("error", error);
        w.WriteString("error_description", description);
        w.WriteEndObject();
    });

    private static async Task<Dictionary<string, string>> FormAsync(HttpContext http)
    {
        var body = await RequestBody.ReadAsync(http.Request, http.RequestAborted) ?? [];
        var form = new Dictionary<string, string>();
        foreach (var (key, value) in PercentEncoding.ParseForm(Encoding.UTF8.GetString(body)))
        {
            form[key] = value;
        }

        return form;
    }

    private static (string User, string Password) BasicUser(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return ("", "");
        }

        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), bytes, out var n))
        {
            return ("", "");
        }

        var parts = Encoding.UTF8.GetString(bytes, 0, n).Split(':', 2);
        return (WebUtility.UrlDecode(parts[0]), parts.Length > 1 ? WebUtility.UrlDecode(parts[1]) : "");
    }
}
