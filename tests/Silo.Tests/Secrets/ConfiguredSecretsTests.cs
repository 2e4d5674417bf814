using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using PuppetEngine.Engine.Access;
using PuppetEngine.Providers.Storage;
using PuppetEngine.Silo.Hosting;

namespace PuppetEngine.Tests.Silo.Secrets;

/// <summary>What the check of outgoing texts knows of the secret store, and what it costs to keep up with it.</summary>
public sealed class ConfiguredSecretsTests : IDisposable
{
    private const int Stored = 2_500;
    private readonly string _root = Directory.CreateTempSubdirectory("puppet-known-").FullName;
    private readonly DataDirectory _data;
    private readonly SortedDictionary<string, (long Stamp, string Value)> _rows = new(StringComparer.Ordinal);
    private readonly ISecretStore _store = Substitute.For<ISecretStore>();
    private readonly ConfiguredSecrets _sut;
    private int _opened;

    public ConfiguredSecretsTests()
    {
        _data = DataDirectory.Take(_root, TimeProvider.System);
        for (var i = 0; i < Stored; i++)
        {
            _rows[$"x/a{i:0000}"] = (i, ValueOf(i));
        }

        _store.ReadPageAsync(default!, default, default).ReturnsForAnyArgs(call => Task.FromResult(Page(call.ArgAt<string>(0), call.ArgAt<int>(1))));
        _store.GetAsync(default!, default).ReturnsForAnyArgs(call => Task.FromResult(_rows.TryGetValue(call.ArgAt<string>(0), out var row) ? row.Value : null));
        _sut = new ConfiguredSecrets(
            new ConfigurationBuilder().Build(), _data, new ServiceCollection().AddSingleton(_store).BuildServiceProvider(), TimeProvider.System, NullLogger<ConfiguredSecrets>.Instance);
    }

    public void Dispose()
    {
        _sut.Dispose();
        _data.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task The_store_is_read_in_pages_and_only_what_was_written_anew_is_opened_again()
    {
        await _sut.ReadAsync(default);
        Assert.Equal(Stored, _opened);
        Assert.InRange(_store.ReceivedCalls().Count(), 1, 10);
        Assert.True(_sut.Holds($"My key is {ValueOf(7)}!") && _sut.Holds(ValueOf(Stored - 1)));

        await _sut.ReadAsync(default);
        Assert.Equal(Stored, _opened);

        _rows["x/a0007"] = (-7, "rotated-Qm8xTz4LwP2v");
        _rows.Remove("x/a0008");
        await _sut.ReadAsync(default);
        Assert.Equal(Stored + 1, _opened);
        Assert.True(_sut.Holds("rotated-Qm8xTz4LwP2v"));
        Assert.False(_sut.Holds(ValueOf(7)) || _sut.Holds(ValueOf(8)));
    }

    [Fact]
    public async Task What_is_put_while_a_page_is_read_is_not_replaced_by_what_the_page_held()
    {
        _store.ReadPageAsync(default!, default, default).ReturnsForAnyArgs(call =>
        {
            var page = Page(call.ArgAt<string>(0), call.ArgAt<int>(1));
            _sut.Set("x/a0007", "rotated-Qm8xTz4LwP2v");
            return Task.FromResult(page);
        });
        await _sut.ReadAsync(default);
        Assert.True(_sut.Holds("rotated-Qm8xTz4LwP2v"));
        Assert.False(_sut.Holds(ValueOf(7)));
    }

    [Fact]
    public async Task What_does_not_open_is_tried_again()
    {
        var (stamp, value) = _rows["x/a0009"];
        _rows["x/a0009"] = (stamp, "");
        await _sut.ReadAsync(default);
        _rows["x/a0009"] = (stamp, value);
        await _sut.ReadAsync(default);
        Assert.True(_sut.Holds(value));
        Assert.Equal(Stored + 1, _opened);
    }

    private static string ValueOf(int i) => FormattableString.Invariant($"k{i * 7919 % 99991:00000}Zr5bQ{i:00000}tYw3");

    private List<StoredSecret> Page(string after, int limit) =>
    [
        .. _rows.Where(row => string.CompareOrdinal(row.Key, after) > 0).Take(limit).Select(row => new StoredSecret(row.Key, row.Value.Stamp, () =>
        {
            _opened++;
            return row.Value.Value.Length > 0 ? row.Value.Value : throw new PuppetEngine.Providers.Storage.Access.SecretUnreadableException("sealed with a key that is gone");
        })),
    ];
}
