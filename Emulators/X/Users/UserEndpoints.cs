using PuppetEngine.Emulators.X.Accounts;
using PuppetEngine.Emulators.X.Limits;
using PuppetEngine.Emulators.X.Posts;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X.Users;

/// <summary>Looking users up, by id and by handle. Those that are not there are partial errors.</summary>
internal sealed class UserEndpoints(XWorld world)
{
    private const int Most = 100;

    /// <summary><c>GET /2/users?ids=</c>.</summary>
    public XAnswer ByIds(XRequest request) => List(request, "ids", ById, IsId);

    /// <summary><c>GET /2/users/by?usernames=</c>.</summary>
    public XAnswer ByUsernames(XRequest request) => List(request, "usernames", world.Directory.ByHandle, XDirectory.IsHandle);

    /// <summary><c>GET /2/users/:id</c>.</summary>
    public XAnswer ById(XRequest request) => One(request, "id", ById, IsId);

    /// <summary><c>GET /2/users/by/username/:username</c>.</summary>
    public XAnswer ByUsername(XRequest request) => One(request, "username", world.Directory.ByHandle, XDirectory.IsHandle);

    private XAnswer List(XRequest request, string parameter, Func<string, XAccount?> find, Func<string, bool> accepts)
    {
        var asked = request.QueryValue(parameter)?.Split(',') ?? [];
        if (asked.Length is 0 or > Most)
        {
            return XProblem.Invalid(parameter, request.QueryValue(parameter) ?? "", $"The `{parameter}` query parameter must have 1 to {Most} values");
        }

        if (Array.Find(asked, a => !accepts(a)) is { } bad)
        {
            return XProblem.Invalid(parameter, bad, $"The `{parameter}` query parameter value [{bad}] is not valid");
        }

        var (fields, refusal) = Fields(request, parameter);
        if (fields is null)
        {
            return refusal!;
        }

        var users = asked.Distinct(StringComparer.OrdinalIgnoreCase).Select(a => (Asked: a, User: find(a))).ToList();
        var found = users.Select(u => u.User).OfType<XAccount>().ToList();
        request.Caller.App.Usage.Charge(found.Count * XPrices.UserRead);
        return XAnswer.Json(200, w =>
        {
            w.WriteStartObject();
            if (found.Count > 0)
            {
                w.WriteStartArray("data");
                found.ForEach(u => PostJson.WriteUser(w, u, fields));
                w.WriteEndArray();
            }

            if (found.Count < users.Count)
            {
                w.WriteStartArray("errors");
                foreach (var (missing, _) in users.Where(u => u.User is null))
                {
                    PostListWriter.WriteError(w, missing, "user", parameter, $"Could not find user with {parameter}: [{missing}].");
                }

                w.WriteEndArray();
            }

            w.WriteEndObject();
        });
    }

    private XAnswer One(XRequest request, string parameter, Func<string, XAccount?> find, Func<string, bool> accepts)
    {
        if (!accepts(request.PathId))
        {
            return XProblem.Invalid(parameter, request.PathId, $"The `{parameter}` query parameter value [{request.PathId}] is not valid");
        }

        var (fields, refusal) = Fields(request, parameter);
        if (fields is null || find(request.PathId) is not { } user)
        {
            return refusal ?? PostListWriter.UserNotFound(request.PathId);
        }

        request.Caller.App.Usage.Charge(XPrices.UserRead);
        return XAnswer.Json(200, w =>
        {
            w.WriteStartObject();
            w.WritePropertyName("data");
            PostJson.WriteUser(w, user, fields);
            w.WriteEndObject();
        });
    }

    private static (PostFields? Fields, XAnswer? Refusal) Fields(XRequest request, string parameter)
    {
        string[] known = [parameter, "user.fields", "expansions", "tweet.fields", "post.fields"];
        return request.Query.FirstOrDefault(q => Array.IndexOf(known, q.Key) < 0) is { Key: { } unknown } bad
            ? (null, PostFields.UnknownParameter(unknown, bad.Value, known))
            : PostFields.Read([.. request.Query.Where(q => q.Key != "expansions")]);
    }

    private XAccount? ById(string id) => PostDraftReader.TryId(id, out var value) ? world.Directory.ById(value) : null;

    private static bool IsId(string id) => PostDraftReader.TryId(id, out _);
}
