namespace PuppetEngine.Tests.Emulators.Storage;

public sealed class PersistenceTests
{
    [Fact]
    public async Task Restart_keeps_id_posts_accounts_and_rising_ids()
    {
        using var directory = new TemporaryDirectory();
        string id, first, me;
        await using (var before = await EmulatorFixture.StartAsync(o => o.DataDirectory = directory.Path))
        {
            id = before.Host.Id;
            first = (await before.As("ada").PostAsync("one")).Id;
            me = await before.As("ada").IdAsync();
        }

        await using var after = await EmulatorFixture.StartAsync(o => o.DataDirectory = directory.Path);
        var ada = after.As("ada");

        Assert.Equal(id, after.Host.Id);
        Assert.Equal(me, await ada.IdAsync());
        Assert.Equal([first], (await ada.GetAsync($"/x/2/users/{me}/tweets")).Ids);
        Assert.Equal(403, (await ada.PostAsync("one")).Status);
        Assert.True(ulong.Parse((await ada.PostAsync("two")).Id) > ulong.Parse(first));
    }

    [Fact]
    public async Task Restart_without_a_directory_is_another_world()
    {
        await using var one = await EmulatorFixture.StartAsync();
        await using var two = await EmulatorFixture.StartAsync();

        Assert.NotEqual(one.Host.Id, two.Host.Id);
    }

    [Fact]
    public async Task Deleted_posts_and_closed_windows_stay_so_after_a_kill()
    {
        using var directory = new TemporaryDirectory();
        await using (var before = await EmulatorFixture.StartAsync(o => o.DataDirectory = directory.Path))
        {
            var gone = await before.As("ada").PostAsync("gone");
            await before.As("ada").DeleteAsync(gone.Id);
            await before.FaultAsync(new { route = "POST /x/2/tweets", account = "ada", kind = "429_window", seconds = 600 });
            await before.As("ada").PostAsync("refused");
            await before.Host.KillAsync();
        }

        await using var after = await EmulatorFixture.StartAsync(o => o.DataDirectory = directory.Path);
        var ada = after.As("ada");

        Assert.Empty((await ada.GetAsync($"/x/2/users/{await ada.IdAsync()}/tweets")).Ids);
        Assert.Equal(429, (await ada.PostAsync("again")).Status);
        Assert.Equal(201, (await after.As("bob").PostAsync("fine")).Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task Torn_last_line_is_dropped_reported_and_written_over(int kept)
    {
        using var directory = new TemporaryDirectory();
        await using (var before = await EmulatorFixture.StartAsync(o => o.DataDirectory = directory.Path))
        {
            await before.As("ada").PostAsync("one");
            await before.As("ada").PostAsync("two");
        }

        var path = Path.Combine(directory.Path, "emulator.log");
        var text = await File.ReadAllTextAsync(path);
        var lastLine = text.TrimEnd('\n').LastIndexOf('\n') + 1;
        await File.WriteAllTextAsync(path, text[..(lastLine + kept)]);

        await using (var after = await EmulatorFixture.StartAsync(o => o.DataDirectory = directory.Path))
        {
            Assert.Single(await after.LandedAsync());
            Assert.Equal(kept, (await after.ControlAsync("/control")).GetProperty("torn_bytes").GetInt64());
            Assert.Equal(201, (await after.As("ada").PostAsync("two")).Status);
        }

        await using var last = await EmulatorFixture.StartAsync(o => o.DataDirectory = directory.Path);
        Assert.Equal(2, (await last.LandedAsync()).Count);
    }

    [Fact]
    public async Task Damaged_line_in_the_middle_stops_the_start_and_says_where()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(Path.Combine(directory.Path, "emulator.log"), "{\"emulator_id\":\"e\"}\n{broken\n{}\n");

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => EmulatorFixture.StartAsync(o => o.DataDirectory = directory.Path));

        Assert.Contains("Line 2", failure.Message);
    }

    [Fact]
    public async Task Second_emulator_on_the_same_directory_is_refused()
    {
        using var directory = new TemporaryDirectory();
        await using var first = await EmulatorFixture.StartAsync(o => o.DataDirectory = directory.Path);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => EmulatorFixture.StartAsync(o => o.DataDirectory = directory.Path));

        Assert.Contains("another emulator", failure.Message);
    }
}
