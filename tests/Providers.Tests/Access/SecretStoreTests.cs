using System.Text;
using Microsoft.Extensions.Configuration;
using PuppetEngine.Engine.Access;
using PuppetEngine.Providers.Storage.Access;
using PuppetEngine.Providers.Storage.Sqlite;
using PuppetEngine.Tests.Providers.Storage;
using PuppetEngine.Tests.TestKit.Secrets;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Providers.Access;

public sealed class SecretStoreTests : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteDatabase _database;

    public SecretStoreTests() => _database = SqliteDatabase.Open(_directory.File("puppet.db"));

    private string KeyFile => Path.Combine(_directory.Path, "keys", "secrets.key");

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _directory.Dispose();
    }

    private SecretTable Table() => new(_database, new SecretKeys(Path.Combine(_directory.Path, "keys")), new VirtualTimeProvider());

    private SecretStore CreateSut(params (string Variable, string Value)[] environment) => new(
        Table(),
        new ConfigurationBuilder().AddInMemoryCollection(environment.Select(e => KeyValuePair.Create(e.Variable, (string?)e.Value))).Build(),
        [new SecretAlias("llm/openai", "OPENAI_API_KEY")]);

    [Fact]
    public async Task Put_then_get_also_in_another_process_later()
    {
        await CreateSut().PutAsync("x/ada", "täken 🎈", default);
        Assert.Equal("täken 🎈", await CreateSut().GetAsync("x/ada", default));
        Assert.Null(await CreateSut().GetAsync("x/bob", default));
        Assert.True(await CreateSut().DeleteAsync("x/ada", default));
        Assert.False(await CreateSut().DeleteAsync("x/ada", default));
        Assert.Null(await CreateSut().GetAsync("x/ada", default));
    }

    [Fact]
    public async Task Pages_hold_all_that_is_stored_in_order_with_a_stamp_that_changes_with_every_write()
    {
        var sut = CreateSut(("OPENAI_API_KEY", "from-outside"));
        for (var i = 0; i < 5; i++)
        {
            await sut.PutAsync($"x/a{i}", $"value {i}", default);
        }

        var first = await sut.ReadPageAsync("", 3, default);
        var second = await sut.ReadPageAsync(first[^1].Name, 3, default);
        Assert.Equal(["x/a0", "x/a1", "x/a2", "x/a3", "x/a4"], first.Concat(second).Select(secret => secret.Name));
        Assert.Equal("value 4", second[^1].Open());
        Assert.DoesNotContain("value", $"{second[^1]}", StringComparison.Ordinal);

        await sut.PutAsync("x/a1", "value 1", default);
        var again = await sut.ReadPageAsync("", 3, default);
        Assert.Equal([true, false, true], again.Zip(first).Select(pair => pair.First.Stamp == pair.Second.Stamp));

        File.Delete(KeyFile);
        Assert.Throws<SecretUnreadableException>(() => CreateSut().ReadPageAsync("", 1, default).GetAwaiter().GetResult()[0].Open());
    }

    [Fact]
    public async Task No_file_of_the_database_holds_a_secret_and_the_key_file_is_the_owners_alone()
    {
        var canaries = SecretCanary.Make(12);
        for (var i = 0; i < canaries.Count; i++)
        {
            await CreateSut().PutAsync($"x/agent{i}", canaries[i].Value, default);
        }

        SecretCanary.AssertAbsent(canaries, SecretCanary.FilesIn(_directory.Path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        }
    }

    [Fact]
    public async Task Get_takes_a_variable_then_a_file_then_the_table()
    {
        await CreateSut().PutAsync("llm/openai", "stored", default);
        var file = _directory.File("key.txt");
        File.WriteAllText(file, "from a file\n");
        Assert.Equal("stored", await CreateSut().GetAsync("llm/openai", default));
        Assert.Equal("from a file", await CreateSut(("OPENAI_API_KEY_FILE", file)).GetAsync("llm/openai", default));
        Assert.Equal("from a variable", await CreateSut(("OPENAI_API_KEY", "from a variable"), ("OPENAI_API_KEY_FILE", file)).GetAsync("llm/openai", default));
        Assert.Equal("by name", await CreateSut(("PUPPET_SECRET_X_ADA", "by name")).GetAsync("x/ada", default));
    }

    [Fact]
    public async Task A_rotated_token_goes_before_the_variable_it_began_with_until_that_changes()
    {
        (string, string) first = ("PUPPET_SECRET_X_ADA", "refresh-1");
        await CreateSut(first).PutAsync("x/ada", "refresh-2", default);
        Assert.Equal("refresh-2", await CreateSut(first).GetAsync("x/ada", default));
        Assert.Equal("refresh-9", await CreateSut(("PUPPET_SECRET_X_ADA", "refresh-9")).GetAsync("x/ada", default));
        Assert.Equal("refresh-2", await CreateSut().GetAsync("x/ada", default));
    }

    [Fact]
    public async Task A_file_that_is_not_there_says_which_variable_to_mend()
    {
        var e = await Assert.ThrowsAsync<SecretUnreadableException>(() => CreateSut(("OPENAI_API_KEY_FILE", "/nowhere")).GetAsync("llm/openai", default));
        Assert.Contains("OPENAI_API_KEY_FILE", e.Message);
    }

    [Fact]
    public async Task List_gives_names_of_table_and_environment_under_a_prefix()
    {
        var sut = CreateSut(("OPENAI_API_KEY", "k"));
        await sut.PutAsync("llm/grok", "v", default);
        await sut.PutAsync("x/ada", "v", default);
        Assert.Equal(["llm/grok", "llm/openai"], await sut.ListNamesAsync("llm/", default));
        Assert.Equal(3, (await sut.ListNamesAsync("", default)).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x/a b")]
    [InlineData("x/ä")]
    public async Task A_name_of_another_form_is_refused(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => CreateSut().GetAsync(name, default));

    [Fact]
    public async Task A_sealed_value_moved_to_another_name_does_not_open()
    {
        await CreateSut().PutAsync("x/ada", "hers", default);
        await _database.WriteAsync(session => session.Execute("INSERT INTO secrets SELECT 'x/eve', key_id, nonce, sealed, at_ms FROM secrets WHERE name = 'x/ada'"), default);
        var e = await Assert.ThrowsAsync<SecretUnreadableException>(() => CreateSut().GetAsync("x/eve", default));
        Assert.Contains("'x/eve'", e.Message);
    }

    [Fact]
    public async Task Without_its_key_file_a_secret_does_not_open_and_the_message_says_what_to_restore()
    {
        await CreateSut().PutAsync("x/ada", "hers", default);
        File.Delete(KeyFile);
        var e = await Assert.ThrowsAsync<SecretUnreadableException>(() => CreateSut().GetAsync("x/ada", default));
        Assert.Contains("Restore the key file", e.Message);
    }

    [Fact]
    public async Task A_key_file_that_others_may_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        await CreateSut().PutAsync("x/ada", "hers", default);
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var e = await Assert.ThrowsAsync<SecretUnreadableException>(() => CreateSut().GetAsync("x/ada", default));
        Assert.Contains("chmod 600", e.Message);
    }

    [Fact]
    public async Task Rotate_seals_everything_under_a_new_key_and_forgets_the_old()
    {
        await CreateSut().PutAsync("x/ada", "hers", default);
        await CreateSut().PutAsync("x/bob", "his", default);
        var before = File.ReadAllText(KeyFile);
        Assert.Equal(2, await Table().RotateAsync(default));

        var after = File.ReadAllText(KeyFile);
        Assert.DoesNotContain(before.Trim(), after);
        Assert.Single(after.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("hers", await CreateSut().GetAsync("x/ada", default));
        Assert.Equal("his", await CreateSut().GetAsync("x/bob", default));
    }

    [Fact]
    public async Task A_process_that_runs_on_while_another_rotates_goes_on_with_the_new_key()
    {
        var running = CreateSut();
        await running.PutAsync("x/ada", "hers", default);
        var rotated = Table();
        await rotated.RotateAsync(default);
        await running.PutAsync("x/bob", "his", default);
        Assert.Equal("hers", await running.GetAsync("x/ada", default));
        Assert.Equal("his", await CreateSut().GetAsync("x/bob", default));
    }

    [Fact]
    public async Task Rotate_broken_off_after_the_new_key_was_written_loses_nothing_and_can_be_run_again()
    {
        await CreateSut().PutAsync("x/ada", "hers", default);
        new SecretKeys(Path.Combine(_directory.Path, "keys")).AddActive();
        Assert.Equal("hers", await CreateSut().GetAsync("x/ada", default));
        await CreateSut().PutAsync("x/bob", "his", default);
        await Table().RotateAsync(default);
        Assert.Equal("hers", await CreateSut().GetAsync("x/ada", default));
        Assert.Equal("his", await CreateSut().GetAsync("x/bob", default));
    }

    [Fact]
    public void Seal_is_different_each_time() =>
        Assert.NotEqual(SecretSeal.Close(new byte[32], "n", "v"u8).Sealed, SecretSeal.Close(new byte[32], "n", Encoding.UTF8.GetBytes("v")).Sealed);
}
