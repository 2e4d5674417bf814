using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Providers.Storage;

namespace PuppetEngine.Silo.Hosting;

/// <summary>Keeps the key of the first start in <c>api-key</c> in the data directory, readable by its owner alone.</summary>
internal sealed class FirstKeyFile(DataDirectory data) : IFirstKeySink
{
    /// <summary>The file's name.</summary>
    public const string Name = "api-key";

    /// <summary>The file.</summary>
    public string Path => System.IO.Path.Combine(data.Path, Name);

    /// <inheritdoc/>
    public async Task KeepAsync(string key, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(Path, options);
        await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(key + "\n"), cancellationToken);
        file.Flush(flushToDisk: true);
    }
}
