using System.Security.Cryptography;
using PuppetEngine.Tests.Silo.Fixtures;

namespace PuppetEngine.Tests.Silo.BadInput;

/// <summary>A house whose data has been lived in: two agents, their posts, a clean stop. Each row works on a copy.</summary>
public sealed class UsedData : IAsyncLifetime
{
    private readonly SemaphoreSlim _one = new(1);

    internal House House { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        House = await House.OpenAsync();
        // With a secret of its own, so that there is a key file.
        House.Write("fox.json", Samples.Agent("fox", more: ",\n  \"twitter_credentials\": { \"api_key\": \"not-a-key-of-anybody\" }"));
        await using (var silo = await House.UpAsync())
        {
            foreach (var agent in (string[])["wren", "fox"])
            {
                await silo.UntilAsync($"/v1/agents/{agent}/posts?status=confirmed", a => a.Json.GetProperty("items").GetArrayLength() > 0, $"the first post of {agent}");
            }

            Assert.Equal(0, await silo.Process.StopAsync());
        }

        Directory.Move(House.Data, Kept);
    }

    /// <summary>Puts a copy of the data in its place.</summary>
    internal async Task<House> TakeAsync()
    {
        await _one.WaitAsync();
        CopyTo(House.Data);
        return House;
    }

    /// <summary>Copies the data as it was left.</summary>
    internal void CopyTo(string target)
    {
        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }

        foreach (var file in Directory.EnumerateFiles(Kept, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(Kept, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
            File.SetUnixFileMode(copy, File.GetUnixFileMode(file));
        }
    }

    /// <summary>The next row may begin.</summary>
    internal void Release() => _one.Release();

    /// <summary>What the databases hold, to the byte.</summary>
    internal static string Fingerprint(string data) => string.Join(' ', ((string[])["puppet.db", "grains.db"])
        .Select(name => Path.Combine(data, name)).Where(File.Exists).Select(file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _one.Dispose();
        await House.DisposeAsync();
    }

    private string Kept => Path.Combine(House.Root, "kept");
}
