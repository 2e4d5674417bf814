using System.Text.Json.Nodes;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.KeyStore;

namespace PuppetEngine.Tests.Providers.Solana.KeyStore;

public sealed class KeyStoreFileTests : IDisposable
{
    private const string Passphrase = "a passphrase of some length";

    private readonly string _directory = Directory.CreateTempSubdirectory("puppet-key-store").FullName;
    private readonly SolanaKeyPair _pair = new(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray());

    private string FilePath => Path.Combine(_directory, "wallet.json");

    public void Dispose()
    {
        _pair.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void Open_returns_the_wallet_that_Create_sealed()
    {
        Create();

        using var opened = KeyStoreFile.Open(FilePath, Passphrase);

        Assert.Equal(_pair.Address, opened.Address);
        Assert.Equal(_pair.Sign([1, 2]), opened.Sign([1, 2]));
        Assert.Equal(_pair.Address, KeyStoreFile.AddressOf(FilePath));
        Assert.Equal([FilePath], Directory.GetFiles(_directory));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        }
    }

    [Fact]
    public void Open_refuses_a_wrong_passphrase()
    {
        Create();

        var failure = Assert.Throws<KeyStoreException>(() => KeyStoreFile.Open(FilePath, Passphrase + "!"));

        Assert.Equal(KeyStoreProblem.NotOpened, failure.Problem);
        Assert.DoesNotContain(Passphrase, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rotate_leaves_the_new_passphrase_only()
    {
        Create();
        var before = File.ReadAllText(FilePath);

        KeyStoreFile.Rotate(FilePath, Passphrase, "another passphrase, longer", KeyStoreCipher.LeastCost);

        Assert.Equal(KeyStoreProblem.NotOpened, Assert.Throws<KeyStoreException>(() => KeyStoreFile.Open(FilePath, Passphrase)).Problem);
        using var opened = KeyStoreFile.Open(FilePath, "another passphrase, longer");
        Assert.Equal(_pair.Address, opened.Address);
        Assert.NotEqual(Value(before, "scrypt", "salt"), Value(File.ReadAllText(FilePath), "scrypt", "salt"));
    }

    [Fact]
    public void Rotate_with_a_weak_passphrase_leaves_the_file_as_it_was()
    {
        Create();
        var before = File.ReadAllBytes(FilePath);

        var failure = Assert.Throws<KeyStoreException>(() => KeyStoreFile.Rotate(FilePath, Passphrase, "short", KeyStoreCipher.LeastCost));

        Assert.Equal(KeyStoreProblem.WeakPassphrase, failure.Problem);
        Assert.Equal(before, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void Create_never_writes_over_a_wallet()
    {
        Create();

        Assert.Equal(KeyStoreProblem.Exists, Assert.Throws<KeyStoreException>(Create).Problem);
    }

    [Fact]
    public void Open_refuses_a_file_that_others_may_read()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Needs the file modes of Unix.");
            return;
        }

        Create();
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var failure = Assert.Throws<KeyStoreException>(() => KeyStoreFile.Open(FilePath, Passphrase));

        Assert.Equal(KeyStoreProblem.TooOpen, failure.Problem);
        Assert.Contains("chmod 600", failure.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string, KeyStoreProblem> Changes => new()
    {
        { "version", "", "2", KeyStoreProblem.TooNew },
        { "version", "", "0", KeyStoreProblem.Malformed },
        { "scrypt", "n", "1024", KeyStoreProblem.Malformed },
        { "scrypt", "n", "1073741824", KeyStoreProblem.Malformed },
        { "scrypt", "n", "20000", KeyStoreProblem.Malformed },
        { "scrypt", "n", "32768", KeyStoreProblem.NotOpened },
        { "scrypt", "salt", "\"AAAA\"", KeyStoreProblem.Malformed },
        { "scrypt", "r", "\"eight\"", KeyStoreProblem.Malformed },
        { "aes256_gcm", "tag", "\"AAAAAAAAAAAAAAAAAAAAAA==\"", KeyStoreProblem.NotOpened },
        { "aes256_gcm", "nonce", "\"AAAA\"", KeyStoreProblem.Malformed },
        { "public_key", "", "\"So11111111111111111111111111111111111111112\"", KeyStoreProblem.NotOpened },
        { "public_key", "", "\"nobody\"", KeyStoreProblem.Malformed },
        { "more", "", "1", KeyStoreProblem.Malformed },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Open_refuses_a_changed_file(string member, string inner, string value, KeyStoreProblem problem)
    {
        Create();
        var json = JsonNode.Parse(File.ReadAllText(FilePath))!;
        if (inner.Length == 0)
        {
            json[member] = JsonNode.Parse(value);
        }
        else
        {
            json[member]![inner] = JsonNode.Parse(value);
        }

        File.WriteAllText(FilePath, json.ToJsonString());

        Assert.Equal(problem, Assert.Throws<KeyStoreException>(() => KeyStoreFile.Open(FilePath, Passphrase)).Problem);
    }

    [Fact]
    public void Open_says_that_a_file_is_missing_or_no_key_store()
    {
        Assert.Equal(KeyStoreProblem.Missing, Assert.Throws<KeyStoreException>(() => KeyStoreFile.Open(FilePath, Passphrase)).Problem);
        Create();
        File.WriteAllText(FilePath, "{}");
        Assert.Equal(KeyStoreProblem.Malformed, Assert.Throws<KeyStoreException>(() => KeyStoreFile.Open(FilePath, Passphrase)).Problem);
    }

    private void Create() => KeyStoreFile.Create(FilePath, _pair, Passphrase, KeyStoreCipher.LeastCost);

    private static string Value(string json, string member, string inner) => JsonNode.Parse(json)![member]![inner]!.GetValue<string>();
}
