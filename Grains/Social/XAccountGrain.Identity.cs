using Orleans;
using Orleans.Runtime;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Alerts;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>Who the account is, how a person logs it in, and what people are told of it.</summary>
internal sealed partial class XAccountGrain
{
    private const string StoppedCode = "account_stopped";

    /// <summary>How long a person has to consent to a login.</summary>
    private static readonly TimeSpan LoginLife = TimeSpan.FromMinutes(10);

    /// <summary>Look-ups after a start are spread over so long in a live world, that no burst meets the vendor.</summary>
    private static readonly TimeSpan LiveSpread = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan EmulatedSpread = TimeSpan.FromMilliseconds(200);

    /// <summary>A look-up that did not work is made again after so long, while the account is awake.</summary>
    private static readonly TimeSpan LookUpAgain = TimeSpan.FromMinutes(10);

    private IGrainTimer? _lookUp;
    private PendingLogin? _login;
    private StopEntry? _announced;

    /// <summary>Arranges for a look-up beside the calls where handle and tier are not known, or may be those of other credentials.</summary>
    public Task OnActivateAsync(CancellationToken token)
    {
        if (_key.World == services.World.Id && (services.World.IsLive || state.State.IdentifiedBy.Length == 0))
        {
            LookUpIn((services.World.IsLive ? LiveSpread : EmulatedSpread) * Share(_key.ToString()));
        }

        return Task.CompletedTask;
    }

    private void LookUpIn(TimeSpan wait)
    {
        _lookUp ??= this.RegisterGrainTimer(
            static (grain, tick) => grain.LookUpAsync(tick), this, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
        _lookUp.Change(wait, LookUpAgain);
    }

    /// <inheritdoc/>
    public async Task Identify(SocialProfile profile)
    {
        if (profile.Outcome.Class != OutcomeClass.Sent)
        {
            if (state.State.Stop is null && await StopOfAsync(profile.Outcome) is { } stop)
            {
                await StopAsync(stop);
            }

            return;
        }

        var fingerprint = (await IdentityAsync()).Fingerprint;
        if ((profile.Handle, profile.Tier, fingerprint) != (state.State.Handle, state.State.Tier, state.State.IdentifiedBy))
        {
            (state.State.Handle, state.State.Tier, state.State.IdentifiedBy) = (profile.Handle, profile.Tier, fingerprint);
            await WriteAsync();
        }
    }

    /// <inheritdoc/>
    public Task<SocialLoginStart> BeginLogin()
    {
        try
        {
            var attempt = services.Logins.Begin(_key);
            _login = new PendingLogin(attempt, services.Time.GetUtcNow() + LoginLife);
            return Task.FromResult(new SocialLoginStart { AuthorizeUrl = attempt.AuthorizeUrl.ToString(), RedirectUri = attempt.RedirectUri });
        }
        catch (SocialLoginException refusal)
        {
            return Task.FromResult(new SocialLoginStart { Problem = refusal.Message });
        }
    }

    /// <inheritdoc/>
    public async Task<SocialOutcome> CompleteLogin(string redirected)
    {
        if (_login is not { } login || login.Until <= services.Time.GetUtcNow())
        {
            return NotLoggedIn("No login of this account waits for an answer, or it waited more than ten minutes. Begin again.");
        }

        if (!Uri.TryCreate(redirected, UriKind.Absolute, out var address))
        {
            return NotLoggedIn("That is no address. Give it whole, as it stands in the browser's address line.");
        }

        try
        {
            // In the account's own turn: no refresh of the tokens that this login replaces runs beside it.
            await services.Logins.CompleteAsync(login.Attempt, address, CancellationToken.None);
        }
        catch (SocialLoginException refusal)
        {
            return NotLoggedIn(refusal.Message);
        }

        (_login, _identity) = (null, null);
        if (state.State.Stop is { OfApp: false })
        {
            state.State.Stop = null;
            await WriteAsync();
            await RecantAsync();
        }

        LookUpIn(TimeSpan.Zero);
        return new SocialOutcome { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok };
    }

    private async Task LookUpAsync(CancellationToken token)
    {
        try
        {
            var identity = await IdentityAsync();
            if (identity.HasCredentials && identity.Fingerprint != state.State.IdentifiedBy && state.State.Stop is null)
            {
                var profile = await services.Grains.GetGrain<ISocialWorkerGrain>("worker").WhoAmI(_key.ToString(), token);
                // As a call among the others: this tick runs beside them.
                await services.Grains.GetGrain<IXAccountGrain>(_key.ToString()).Identify(profile);
                if (profile.Outcome.Class != OutcomeClass.Sent)
                {
                    return;
                }
            }

            if (identity.Fingerprint == (await IdentityAsync()).Fingerprint)
            {
                // Most accounts are never looked up again. A login makes a new one.
                _lookUp?.Dispose();
                _lookUp = null;
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !token.IsCancellationRequested)
        {
            LogNotLookedUp(services.Logger, _key.ToString(), failure);
        }
    }

    private async Task StopAsync(StopEntry stop)
    {
        state.State.Stop = stop;
        await WriteAsync();
        await AnnounceAsync(stop);
        await HandToAppAsync();
    }

    /// <summary>Reports a stop where people see it, once per activation; what could not be reported is reported with the next refusal.</summary>
    private async Task AnnounceAsync(StopEntry stop)
    {
        if (_announced == stop)
        {
            return;
        }

        LogStopped(services.Logger, _key.ToString(), stop.Code);
        var login = stop.Fingerprint.Length > 0 && stop.Code != SocialOutcomeCodes.ReadOnlyToken;
        var entry = new AttentionEntry
        {
            Code = StoppedCode,
            Subject = await SubjectAsync(stop.OfApp),
            Detail = $"The account {_key.Credential} {(stop.OfApp ? "and all others of its app make" : "makes")} no more calls ({stop.Code}). {stop.Detail}",
            // A new login ends the stop by itself; anything else is mended elsewhere and said here.
            Command = $"puppet x {(login ? "login" : "resume")} {_key.Credential}",
            Until = stop.Until,
        };
        _announced = await ToldAsync(attention => attention.Raise(entry)) ? stop : null;
    }

    /// <summary>Takes what was reported back, for the account and for its app.</summary>
    private async Task RecantAsync()
    {
        _announced = null;
        var (own, app) = (await SubjectAsync(ofApp: false), await SubjectAsync(ofApp: true));
        await ToldAsync(async attention =>
        {
            await attention.Clear(StoppedCode, own);
            await attention.Clear(StoppedCode, app);
            await attention.Clear(ForeignCode, own);
        });
    }

    private async Task<bool> ToldAsync(Func<IAttentionGrain, Task> tell)
    {
        try
        {
            await tell(services.Grains.GetGrain<IAttentionGrain>("attention"));
            return true;
        }
        // What people are told must not decide about what is sent.
        catch (Exception failure)
        {
            LogNotReported(services.Logger, _key.ToString(), failure);
            return false;
        }
    }

    private async ValueTask<string> SubjectAsync(bool ofApp) => ofApp ? $"{_key.World}/{(await IdentityAsync()).App}" : _key.ToString();

    private static SocialOutcome NotLoggedIn(string detail) => new() { Class = OutcomeClass.NotSent, Code = SocialOutcomeCodes.NeedsLogin, Detail = detail };

    /// <summary>Where in a spread of time this key falls, 0 to 1, the same at every start.</summary>
    internal static double Share(string key)
    {
        var hash = key.Aggregate(2_166_136_261u, (sum, letter) => (sum ^ letter) * 16_777_619u);
        return hash / (double)uint.MaxValue;
    }

    private sealed record PendingLogin(SocialLogin Attempt, DateTimeOffset Until);
}
