using Orleans.Serialization;
using PuppetEngine.Tests.Runtime.Conformance.Fixtures;
using PuppetEngine.Tests.Runtime.Conformance.Probes;

namespace PuppetEngine.Tests.Runtime.Conformance.Copying;

/// <summary>Caller and callee share nothing: what carries an id is copied, what carries none stays behind.</summary>
public sealed class CopyTests : SiloTests
{
    [Fact]
    public async Task What_the_callee_changes_the_caller_does_not_see()
    {
        var parcel = new Parcel { Text = "text", Items = ["one"], Counts = { ["one"] = 1 }, Bytes = [1, 2], Inner = new Parcel { Items = ["inner"] } };

        await Silo.Grains.GetGrain<ICopyGrain>("ada").Keep(parcel);

        Assert.Equal("text", parcel.Text);
        Assert.Equal(["one"], parcel.Items);
        Assert.Single(parcel.Counts);
        Assert.Equal([1, 2], parcel.Bytes);
        Assert.Equal(["inner"], parcel.Inner.Items);
    }

    [Fact]
    public async Task What_the_caller_changes_in_an_answer_the_callee_does_not_see()
    {
        var grain = Silo.Grains.GetGrain<ICopyGrain>("ada");
        await grain.Keep(new Parcel { Text = "text", Bytes = [1] });
        var answer = await grain.Give();

        answer.Text = "mine";
        answer.Items.Clear();

        var again = await grain.Give();
        Assert.Equal("text changed", again.Text);
        Assert.Equal(["added"], again.Items);
        Assert.NotSame(answer, again);
    }

    [Fact]
    public async Task A_member_without_an_id_arrives_as_its_default()
    {
        await Silo.Grains.GetGrain<ICopyGrain>("ada").Keep(new Parcel { Lost = "set by the caller", Bytes = [1] });

        Assert.Equal("default", Silo.Witness.Drawer["lost"]);
    }

    [Fact]
    public async Task What_is_immutable_is_handed_over_as_it_is()
    {
        var letter = new Letter { Text = "text", Note = "also without an id" };

        var answer = await Silo.Grains.GetGrain<ICopyGrain>("ada").Read(letter);

        Assert.Same(letter, Silo.Witness.Drawer["letter"]);
        Assert.Same(letter, answer);
    }

    [Fact]
    public async Task Every_wire_type_arrives_as_it_was_sent()
    {
        var sent = new AllSorts
        {
            Flag = true,
            Number = int.MinValue,
            Large = long.MaxValue,
            Real = 0.1,
            Money = 79228162514264337593543950335m,
            Guid = new Guid("01234567-89ab-cdef-0123-456789abcdef"),
            At = new DateTimeOffset(2026, 3, 2, 12, 0, 0, 123, TimeSpan.FromHours(5.5)).AddTicks(4567),
            Span = TimeSpan.FromTicks(-1),
            Day = DayOfWeek.Saturday,
            Names = ["zoë", "", "\u0000"],
            Table = { ["one"] = [1, 2], ["none"] = [] },
        };

        var received = await Silo.Grains.GetGrain<ICopyGrain>("ada").Echo(sent);

        Assert.NotSame(sent, received);
        Assert.Equal(sent with { Names = [], Table = received.Table }, received with { Names = [], Table = received.Table });
        Assert.Equal(sent.At.Offset, received.At.Offset);
        Assert.Equal(sent.Names, received.Names);
        Assert.Equal(sent.Table, received.Table);
    }

    [Fact]
    public async Task One_object_sent_twice_in_one_argument_arrives_as_one()
    {
        var parcel = new Parcel { Text = "twice" };

        var received = await Silo.Grains.GetGrain<ICopyGrain>("ada").Nest([parcel, parcel]);

        Assert.Equal(true, Silo.Witness.Drawer["same"]);
        Assert.Same(received[0], received[1]);
        Assert.NotSame(parcel, received[0]);
    }

    [Fact]
    public async Task A_type_without_a_codec_is_refused()
    {
        await Assert.ThrowsAsync<CodecNotFoundException>(() => Silo.Grains.GetGrain<IStowawayGrain>("ada").Take(new Stowaway { Text = "hidden" }));
    }
}
