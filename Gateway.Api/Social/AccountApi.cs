using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Gateway.Api.Status;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Gateway.Api.Social;

/// <summary>The account that an agent acts with: who it is, how a person logs it in, how it goes on after a stop.</summary>
internal static class AccountApi
{
    private const int MaxAddress = 4_096;
    private const int PageSize = 200;

    /// <summary>Maps <c>/v1/agents/{id}/account/…</c> and <c>/v1/accounts/{account}/resume</c>.</summary>
    public static void MapAccountApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/agents/{id}/account").WithTags("Accounts");
        group.MapPost("/check", Check);
        group.MapPost("/login", BeginLogin);
        group.MapPost("/login/complete", CompleteLogin);
        app.MapPost("/v1/accounts/{account}/resume", Resume).WithTags("Accounts");
    }

    [EndpointSummary("Asks the network who the agent's account is and what it may do.")]
    [EndpointDescription("Posts nothing; the network charges one read of a user.")]
    private static async Task<Results<Ok<AccountCheck>, ProblemHttpResult>> Check(string id, IGrainFactory grains, AccountDirectory accounts, CancellationToken cancellationToken)
    {
        var account = (await grains.Agent(id).GetCard()).AccountKey;
        return account.Length == 0 ? NoAccount(id) : TypedResults.Ok(await LookUpAsync(account, grains, accounts, cancellationToken));
    }

    [EndpointSummary("Begins a login of the agent's account with OAuth 2.0.")]
    [EndpointDescription("A person opens authorize_url and consents; the address that the browser comes back to completes the login. A later login takes this one's place.")]
    private static async Task<Results<Ok<AccountLogin>, ProblemHttpResult>> BeginLogin(string id, IGrainFactory grains)
    {
        var account = (await grains.Agent(id).GetCard()).AccountKey;
        if (account.Length == 0)
        {
            return NoAccount(id);
        }

        var begun = await grains.GetGrain<IXAccountGrain>(account).BeginLogin();
        return begun.Problem is { } problem
            ? Problems.Of(StatusCodes.Status409Conflict, ProblemCodes.LoginRefused, problem)
            : TypedResults.Ok(new AccountLogin(account, begun.AuthorizeUrl, begun.RedirectUri));
    }

    [EndpointSummary("Completes the login that was begun last; the tokens go into the secret store and nowhere else.")]
    private static async Task<Results<Ok<AccountCheck>, ProblemHttpResult>> CompleteLogin(
        string id, AccountLoginAnswer answer, IGrainFactory grains, AccountDirectory accounts, CancellationToken cancellationToken)
    {
        if (answer.Address.Length is 0 or > MaxAddress)
        {
            return Problems.Field("address", "address is the whole address that the browser came back to.", ProblemCodes.InvalidBody);
        }

        var account = (await grains.Agent(id).GetCard()).AccountKey;
        if (account.Length == 0)
        {
            return NoAccount(id);
        }

        var outcome = await grains.GetGrain<IXAccountGrain>(account).CompleteLogin(answer.Address);
        if (outcome.Class != OutcomeClass.Sent)
        {
            return Problems.Of(StatusCodes.Status409Conflict, ProblemCodes.LoginRefused, outcome.Detail ?? "The login did not work. Begin again.");
        }

        await grains.Agent(id).AccountChanged();
        await TellOthersAsync(account, grains);
        return TypedResults.Ok(await LookUpAsync(account, grains, accounts, cancellationToken));
    }

    [EndpointSummary("Lets an account go on, and its app, after a person has mended why it was stopped.")]
    [EndpointDescription("The account is a credential's name, as agents name it, or world/credential with its slash escaped. Closed rate windows stay closed. Idempotent.")]
    private static async Task<Ok<AccountUsageResource>> Resume(string account, IGrainFactory grains, DeploymentFacts facts, AccountDirectory accounts)
    {
        var name = account.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        // A gateway apart knows whether the world is emulated, not which one it is; the agent of that name does.
        var key = name.Contains('/', StringComparison.Ordinal) ? name
            : await grains.Catalog().FindAgent(name) is { AccountKey: { Length: > 0 } known } && known.EndsWith("/" + name, StringComparison.Ordinal) ? known
            : $"{facts.X}/{name}";
        var grain = grains.GetGrain<IXAccountGrain>(key);
        await grain.ClearStop();
        accounts.Forget(key);
        return TypedResults.Ok(AccountUsageResource.From(await grain.GetStatus()));
    }

    private static async Task<AccountCheck> LookUpAsync(string account, IGrainFactory grains, AccountDirectory accounts, CancellationToken cancellationToken)
    {
        var profile = await grains.GetGrain<ISocialWorkerGrain>("worker").WhoAmI(account, cancellationToken);
        await grains.GetGrain<IXAccountGrain>(account).Identify(profile);
        accounts.Forget(account);
        return AccountCheck.From(account, profile);
    }

    /// <summary>Agents that share the account learn that it can be used now.</summary>
    private static async Task TellOthersAsync(string account, IGrainFactory grains)
    {
        string? cursor = null;
        do
        {
            var page = await grains.Catalog().ListAgents(new AgentFilter { Status = AgentStatuses.NeedsAccount, Limit = PageSize, Cursor = cursor });
            await Task.WhenAll(page.Items.Where(card => card.AccountKey == account).Select(card => grains.Agent(card.Id).AccountChanged()));
            cursor = page.Next;
        }
        while (cursor is not null);
    }

    private static ProblemHttpResult NoAccount(string id) =>
        Problems.Of(StatusCodes.Status409Conflict, "needs_account", $"'{id}' names no account. Give its definition one.");
}
