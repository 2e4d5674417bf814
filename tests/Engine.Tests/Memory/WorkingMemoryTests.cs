using PuppetEngine.Engine.Memory;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Tests.Engine.Memory;

public sealed class WorkingMemoryTests
{
    private static MemoryItem Item(string id, string content) =>
        new() { Id = id, Kind = "event", Content = content, Provenance = Provenance.External, At = DateTimeOffset.UnixEpoch };

    [Fact]
    public void Add_lets_the_oldest_go_beyond_the_number()
    {
        var sut = new WorkingMemory(3);
        List<MemoryItem> items = [];
        for (var i = 0; i < 5; i++)
        {
            items = sut.Add(items, Item($"m{i}", "x"));
        }

        Assert.Equal(["m2", "m3", "m4"], items.Select(i => i.Id));
    }

    [Fact]
    public void Add_lets_as_many_go_as_the_characters_ask_for()
    {
        var sut = new WorkingMemory(MostCharacters: 10);
        var items = sut.Add(sut.Add(sut.Add([], Item("a", "12345")), Item("b", "12345")), Item("c", "123456"));
        Assert.Equal(["c"], items.Select(i => i.Id));
    }

    [Fact]
    public void Add_of_an_id_that_is_there_changes_nothing() =>
        Assert.Equal("first", Assert.Single(new WorkingMemory().Add([Item("a", "first")], Item("a", "second"))).Content);

    [Fact]
    public void Add_of_what_is_too_long_cuts_it_between_characters() =>
        Assert.Equal("1234", Assert.Single(new WorkingMemory(MostCharacters: 5).Add([], Item("a", "1234🎈6"))).Content);
}
