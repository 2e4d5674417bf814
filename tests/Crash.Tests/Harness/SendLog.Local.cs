using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Crash.Harness;

/// <summary>One request that made a post, as it left a process.</summary>
internal sealed class Sent(string process, SocialCall call, DateTimeOffset at)
{
    /// <summary>Which process sent it.</summary>
    public string Process => process;

    /// <summary>For what.</summary>
    public SocialCall Call => call;

    /// <summary>When it left.</summary>
    public DateTimeOffset At => at;

    /// <summary>How the process saw it end; null where it did not live to see it.</summary>
    public SocialOutcome? Outcome { get; set; }

    /// <summary>Whether the process knew for certain that the network had not acted.</summary>
    public bool ProvablyNotSent => Outcome is { Class: OutcomeClass.NotSent, Code: not SocialOutcomeCodes.Duplicate };
}

/// <summary>
/// Every request that leaves any process to make a post, written down where it leaves: in the handler of the HTTP client, below
/// everything that could hold it back. Attempts end ten seconds after their call is cut off, and one minute of grace follows.
/// </summary>
internal sealed class SendLog(TimeProvider clock, int seed)
{
    private static readonly TimeSpan AttemptTail = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);
    private static readonly AsyncLocal<SocialCall?> Current = new();

    private readonly List<Sent> _sent = [];
    private readonly Random _random = new(seed);
    private readonly TimeProvider _clock = clock;

    /// <summary>The share of the requests that hang.</summary>
    public double Hangs { get; set; }

    /// <summary>What left, in order.</summary>
    public List<Sent> All
    {
        get
        {
            lock (_sent)
            {
                return [.. _sent];
            }
        }
    }

    /// <summary>Watches the X client of a process.</summary>
    public void Watch(IServiceCollection services, string process, OutsideGauge gauge)
    {
        services.AddHttpClient("x").AddHttpMessageHandler(() => new Handler(this, process, gauge));
        services.Decorate<ISocialClient>(inner => new Client(this, inner));
    }

    /// <summary>
    /// What should not have left: a request after its deadline, a second one of one attempt (an attempt is named by its deadline), or one
    /// sent while the one before might still land.
    /// </summary>
    public List<string> Violations()
    {
        var late = All.Where(s => s.At > s.Call.Deadline).Select(s => $"{s.Call.EffectId} left {s.Process} at {s.At:u}, after its deadline {s.Call.Deadline:u}");
        var early = All.GroupBy(s => s.Call.EffectId)
            .SelectMany(g => g.Zip(g.Skip(1)))
            .Where(p => !p.First.ProvablyNotSent && p.Second.At < p.First.Call.Deadline + AttemptTail + Grace)
            .Select(p => $"{p.First.Call.EffectId} was sent by {p.First.Process} at {p.First.At:u} ({p.First.Outcome?.Code ?? "no answer seen"}) and again by {p.Second.Process} at {p.Second.At:u}");
        var twice = All.GroupBy(s => (s.Call.EffectId, s.Call.Deadline)).Where(g => g.Count() > 1)
            .Select(g => $"{g.Key.EffectId} has one attempt that was sent {g.Count()} times: {string.Join(", ", g.Select(s => $"{s.Process} at {s.At:u}"))}");
        return [.. late, .. early, .. twice];
    }

    private Hang DrawHang()
    {
        lock (_random)
        {
            return _random.NextDouble() >= Hangs ? Hang.No : _random.Next(2) == 0 ? Hang.OnTheWayOut : Hang.OnTheWayBack;
        }
    }

    private sealed class Client(SendLog log, ISocialClient inner) : ISocialClient
    {
        public async Task<SocialOutcome> PublishAsync(SocialCall call, CancellationToken cancellationToken)
        {
            Current.Value = call;
            var outcome = await inner.PublishAsync(call, cancellationToken);
            lock (log._sent)
            {
                if (log._sent.FindLast(s => ReferenceEquals(s.Call, call)) is { } sent)
                {
                    sent.Outcome = outcome;
                }
            }

            return outcome;
        }

        public Task<TimelineRead> ReadOwnTimelineAsync(SocialAccountKey account, string sinceId, CancellationToken cancellationToken) =>
            inner.ReadOwnTimelineAsync(account, sinceId, cancellationToken);

        public Task<SocialProfile> WhoAmIAsync(SocialAccountKey account, CancellationToken cancellationToken) => inner.WhoAmIAsync(account, cancellationToken);
    }

    /// <summary>Writes down, and hangs where that is drawn: before the request is sent, or when its answer is on the way back.</summary>
    private sealed class Handler(SendLog log, string process, OutsideGauge gauge) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method != HttpMethod.Post || !request.RequestUri!.AbsolutePath.EndsWith("/2/tweets", StringComparison.Ordinal))
            {
                return await base.SendAsync(request, cancellationToken);
            }

            var hang = log.DrawHang();
            if (hang == Hang.OnTheWayOut)
            {
                await gauge.HangAsync(log._clock, cancellationToken);
            }

            lock (log._sent)
            {
                log._sent.Add(new Sent(process, Current.Value ?? throw new InvalidOperationException("A post left without a call that made it."), log._clock.GetUtcNow()));
            }

            var answer = await base.SendAsync(request, cancellationToken);
            if (hang == Hang.OnTheWayBack)
            {
                await gauge.HangAsync(log._clock, cancellationToken);
            }

            return answer;
        }
    }
}

/// <summary>Where a request hangs until it is cut off.</summary>
internal enum Hang
{
    /// <summary>Nowhere.</summary>
    No,

    /// <summary>Before it reaches the network.</summary>
    OnTheWayOut,

    /// <summary>After it had its effect.</summary>
    OnTheWayBack,
}
