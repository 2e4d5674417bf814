using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Social;

/// <summary>The day ledger of an account: charged before a call, given back only for what was provably not sent.</summary>
public static class SocialBudget
{
    /// <summary>The ledger of the day of <c>max(now, last seen)</c>: the same one, or an empty one when a new UTC day has begun.</summary>
    public static SocialDay Roll(SocialDay day, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(day);
        if (now <= day.LastSeen)
        {
            return day;
        }

        var moved = day with { LastSeen = now };
        return moved.Day == day.Day ? moved : new SocialDay { LastSeen = now };
    }

    /// <summary>Why a rolled ledger has no room for a call, in words; null when it has.</summary>
    public static string? Refusal(SocialDay day, SocialActKind kind, long price, SocialLimits limits)
    {
        ArgumentNullException.ThrowIfNull(day);
        ArgumentNullException.ThrowIfNull(limits);
        if (IsOwnPost(kind) && day.Posts >= limits.PostsPerDay)
        {
            return $"The account's {limits.PostsPerDay} posts of this UTC day are used up (Puppet:Social:PostsPerDay).";
        }

        if (kind == SocialActKind.Reply && day.Replies >= limits.RepliesPerDay)
        {
            return $"The account's {limits.RepliesPerDay} replies of this UTC day are used up (Puppet:Social:RepliesPerDay).";
        }

        return day.MicroDollars + price > limits.MicroDollarsPerDay
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The call would cost ${price / 1e6:0.000}, and ${day.MicroDollars / 1e6:0.000} of this UTC day's ${limits.MicroDollarsPerDay / 1e6:0.00} are spent (Puppet:Social:DollarsPerDay).")
            : null;
    }

    /// <summary>Charges a call.</summary>
    public static SocialDay Charge(SocialDay day, SocialActKind kind, long price) => Add(day, kind, price, 1);

    /// <summary>Gives a call back, if it was charged to this very day: a day that has passed is over.</summary>
    public static SocialDay Refund(SocialDay day, SocialActKind kind, long price, int chargedOn)
    {
        ArgumentNullException.ThrowIfNull(day);
        return chargedOn == day.Day ? Add(day, kind, -price, -1) : day;
    }

    /// <summary>When the next UTC day begins.</summary>
    public static DateTimeOffset NextDay(SocialDay day)
    {
        ArgumentNullException.ThrowIfNull(day);
        return DateTimeOffset.UnixEpoch.AddDays(day.Day + 1);
    }

    private static SocialDay Add(SocialDay day, SocialActKind kind, long price, int count)
    {
        ArgumentNullException.ThrowIfNull(day);
        return day with
        {
            Posts = Math.Max(0, day.Posts + (IsOwnPost(kind) ? count : 0)),
            Replies = Math.Max(0, day.Replies + (kind == SocialActKind.Reply ? count : 0)),
            MicroDollars = Math.Max(0, day.MicroDollars + price),
        };
    }

    /// <summary>A quote is a post of its own; a reply is not.</summary>
    private static bool IsOwnPost(SocialActKind kind) => kind is SocialActKind.Post or SocialActKind.Quote;
}
