using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Engine.Social;

public sealed class RateWindowLedgerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Take_counts_permits_before_any_answer_has_come()
    {
        WindowLedger? window = null;
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(RateWindowLedger.OpensAt(window, Now, 3));
            window = RateWindowLedger.Take(window, Now, 3, RateWindowLedger.Quarter);
        }

        Assert.Equal(Now.AddMinutes(15).AddSeconds(1), RateWindowLedger.OpensAt(window, Now.AddMinutes(5), 3));
        Assert.Null(RateWindowLedger.OpensAt(window, Now.AddMinutes(15).AddSeconds(1), 3));
    }

    [Fact]
    public void Adopt_of_a_report_closes_the_window_until_its_reset()
    {
        var window = RateWindowLedger.Adopt(RateWindowLedger.Take(null, Now, 100, RateWindowLedger.Quarter), Told(17, 0, 40), Now, 0);
        Assert.Equal(Now.AddMinutes(40).AddSeconds(1), RateWindowLedger.OpensAt(window, Now, 100));
    }

    [Fact]
    public void Adopt_of_an_overtaken_report_opens_nothing()
    {
        var closed = RateWindowLedger.Adopt(null, Told(2, 0, 15), Now, 0);
        Assert.NotNull(RateWindowLedger.OpensAt(RateWindowLedger.Adopt(closed, Told(2, 1, 15), Now, 0), Now, 2));
        Assert.NotNull(RateWindowLedger.OpensAt(RateWindowLedger.Adopt(closed, Told(2, 2, 3), Now, 0), Now, 2));
    }

    [Fact]
    public void Adopt_of_a_new_window_counts_calls_that_are_under_way()
    {
        var window = RateWindowLedger.Adopt(RateWindowLedger.Adopt(null, Told(5, 0, 1), Now, 0), Told(5, 4, 16), Now.AddMinutes(2), inFlight: 4);
        Assert.NotNull(RateWindowLedger.OpensAt(window, Now.AddMinutes(2), 5));
    }

    [Fact]
    public void Close_holds_though_the_window_seemed_open()
    {
        var window = RateWindowLedger.Close(RateWindowLedger.Take(null, Now, 100, RateWindowLedger.Quarter), Now.AddHours(3), 100, Now);
        Assert.Equal(Now.AddHours(3).AddSeconds(1), RateWindowLedger.OpensAt(window, Now.AddHours(2), 100));
        Assert.Null(RateWindowLedger.OpensAt(window, Now.AddHours(4), 100));
    }

    private static RateWindow Told(int limit, int remaining, int minutes) => new() { Limit = limit, Remaining = remaining, Reset = Now.AddMinutes(minutes) };
}
