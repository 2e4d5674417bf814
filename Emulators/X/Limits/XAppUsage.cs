namespace PuppetEngine.Emulators.X.Limits;

/// <summary>Monthly caps and credits of one app (consumer key). Guarded by the world's lock.</summary>
internal sealed class XAppUsage
{
    private readonly HashSet<ulong> _readToday = [];
    private int _month;
    private DateOnly _day;

    public int PostsThisMonth { get; private set; }

    public int ReadsThisMonth { get; private set; }

    public int? MonthlyPosts { get; set; }

    public int? MonthlyReads { get; set; }

    /// <summary>Micro-dollars spent since the start.</summary>
    public long Spent { get; private set; }

    /// <summary>Micro-dollars left; null never runs out.</summary>
    public long? Credits { get; set; }

    /// <summary>A fault or the control API has closed the cap or emptied the credits until then.</summary>
    public DateTimeOffset? CapClosedUntil { get; set; }

    /// <summary>A fault or the control API has emptied the credits until then.</summary>
    public DateTimeOffset? CreditsClosedUntil { get; set; }

    /// <summary>Order stamp of the first UsageCapExceeded answer since the cap closed; 0 while there was none.</summary>
    public long CapToldAt { get; private set; }

    /// <summary>Order stamp of the first CreditsDepleted answer since the credits ran out; 0 while there was none.</summary>
    public long CreditsToldAt { get; private set; }

    public void CapTold(long order) => CapToldAt = CapToldAt == 0 ? order : CapToldAt;

    public void CreditsTold(long order) => CreditsToldAt = CreditsToldAt == 0 ? order : CreditsToldAt;

    /// <summary>Opens what a fault or the control API closed.</summary>
    public void Open()
    {
        CapClosedUntil = null;
        CreditsClosedUntil = null;
        CapToldAt = 0;
        CreditsToldAt = 0;
    }

    public bool CapExceeded(DateTimeOffset now, bool posting)
    {
        Roll(now);
        return CapClosedUntil is not null || (posting ? PostsThisMonth >= MonthlyPosts : ReadsThisMonth >= MonthlyReads);
    }

    public bool CreditsDepleted(DateTimeOffset now)
    {
        Roll(now);
        return CreditsClosedUntil is not null || Credits <= 0;
    }

    public void CountPost(DateTimeOffset now, long price)
    {
        Roll(now);
        PostsThisMonth++;
        Charge(price);
    }

    /// <summary>Charges a read of a post once per UTC day, as X deduplicates.</summary>
    public void CountRead(DateTimeOffset now, ulong postId, long price)
    {
        Roll(now);
        if (_readToday.Add(postId))
        {
            ReadsThisMonth++;
            Charge(price);
        }
    }

    public void Charge(long price)
    {
        Spent += price;
        Credits -= price;
    }

    private void Roll(DateTimeOffset now)
    {
        if (CapClosedUntil <= now)
        {
            CapClosedUntil = null;
            CapToldAt = 0;
        }

        if (CreditsClosedUntil <= now)
        {
            CreditsClosedUntil = null;
            CreditsToldAt = 0;
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (today != _day)
        {
            _day = today;
            _readToday.Clear();
        }

        var month = (today.Year * 12) + today.Month;
        if (month != _month)
        {
            _month = month;
            PostsThisMonth = 0;
            ReadsThisMonth = 0;
            CapToldAt = 0;
        }
    }
}
