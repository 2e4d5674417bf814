using PuppetEngine.Engine.Journal;
using PuppetEngine.Providers.Storage.Journal;
using PuppetEngine.Tests.Providers.Storage;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Providers.Journal;

public sealed class SignedHeadFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly HeadSigningKey _key = HeadSigningKey.Create();

    private string Path => _directory.File("journal-heads.jsonl");

    public void Dispose()
    {
        _key.Dispose();
        _directory.Dispose();
    }

    private SignedHeadFile CreateSut() => new(Path, _key, () => "prod", new VirtualTimeProvider());

    private static JournalHead Head(string agent, int seq) => JournalHead.Of(Samples.Chain(agent, seq)[^1]);

    [Fact]
    public async Task Append_then_read_gives_the_last_line_and_all_heads_of_an_agent()
    {
        using var sut = CreateSut();
        var (ada3, ada5) = (Head("ada", 3), Head("ada", 5));
        Assert.Null(await sut.ReadLastAsync(default));
        await sut.AppendAsync(10, false, [ada3, Head("bob", 1)], default);
        await sut.AppendAsync(20, false, [ada5], default);

        var last = (await sut.ReadLastAsync(default))!;
        Assert.Equal((2L, 20L, "prod"), (last.Number, last.FeedPosition, last.DeploymentId));
        var (heads, problems) = await sut.ReadAgentAsync("ada", default);
        Assert.Equal([ada3, ada5], heads.Select(h => h.Head));
        Assert.Empty(problems);
    }

    [Fact]
    public async Task A_line_broken_off_by_a_kill_is_written_over()
    {
        using var sut = CreateSut();
        await sut.AppendAsync(10, false, [Head("ada", 1)], default);
        var whole = File.ReadAllBytes(Path);
        await sut.AppendAsync(20, false, [Head("ada", 2)], default);
        var both = File.ReadAllBytes(Path);
        for (var cut = whole.Length; cut < both.Length; cut += 41)
        {
            File.WriteAllBytes(Path, both[..cut]);
            Assert.Equal(10, (await sut.ReadLastAsync(default))!.FeedPosition);
            await sut.AppendAsync(30, false, [Head("ada", 3)], default);
            Assert.Empty((await sut.ReadAgentAsync("ada", default)).Problems);
            Assert.Equal(2, (await sut.ReadLastAsync(default))!.Number);
        }
    }

    [Fact]
    public async Task An_edited_line_a_removed_line_and_a_foreign_key_are_found()
    {
        using var sut = CreateSut();
        for (var i = 1; i <= 4; i++)
        {
            await sut.AppendAsync(i, false, [Head("ada", i)], default);
        }

        var lines = File.ReadAllLines(Path);
        File.WriteAllLines(Path, [lines[0], lines[1].Replace("\"feed\":2", "\"feed\":9", StringComparison.Ordinal), lines[2], lines[3]]);
        Assert.Contains((await sut.ReadAgentAsync("ada", default)).Problems, p => p.Contains("line 2", StringComparison.Ordinal) && p.Contains("signature", StringComparison.Ordinal));

        File.WriteAllLines(Path, [lines[0], lines[2], lines[3]]);
        Assert.Contains((await sut.ReadAgentAsync("ada", default)).Problems, p => p.Contains("taken out", StringComparison.Ordinal));

        using var other = HeadSigningKey.Create();
        using var stranger = new SignedHeadFile(Path, other, () => "prod", new VirtualTimeProvider());
        await Assert.ThrowsAsync<InvalidDataException>(() => stranger.ReadLastAsync(default));
    }

    [Fact]
    public async Task An_accepted_restore_forgets_what_was_signed_before_it()
    {
        using var sut = CreateSut();
        await sut.AppendAsync(10, false, [Head("ada", 9)], default);
        await sut.AppendAsync(4, true, [], default);
        Assert.Empty((await sut.ReadAgentAsync("ada", default)).Heads);
    }

    [Fact]
    public async Task A_long_file_is_read_from_its_end()
    {
        using var sut = CreateSut();
        var many = Enumerable.Range(0, 2_000).Select(i => Head($"agent{i}", 1)).ToList();
        await sut.AppendAsync(1, false, many, default);
        await sut.AppendAsync(2, false, many, default);
        Assert.Equal(2, (await sut.ReadLastAsync(default))!.Number);
    }
}
