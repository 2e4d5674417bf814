using PuppetEngine.Cli.Terminal;

namespace PuppetEngine.Cli.Gateway;

/// <summary>Where the gateway is and by which key it is called, from the environment and the data directory.</summary>
/// <param name="Url">The address, <c>PUPPET_URL</c>. Default: <c>http://127.0.0.1:8080</c>.</param>
/// <param name="Key">The key; null when none was found.</param>
public sealed record GatewayAddress(Uri Url, string? Key)
{
    /// <summary>Reads <c>PUPPET_URL</c> and <c>PUPPET_API_KEY</c>, <c>PUPPET_API_KEY_FILE</c> or the data directory's <c>api-key</c>.</summary>
    /// <exception cref="CliException">The address is none.</exception>
    public static GatewayAddress Find(Func<string, string?> variable)
    {
        var text = variable("PUPPET_URL") is { Length: > 0 } set ? set : "http://127.0.0.1:8080";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new CliException($"PUPPET_URL is '{text}'. Give an address as in http://127.0.0.1:8080.", ExitCodes.Usage);
        }

        var key = variable("PUPPET_API_KEY") is { Length: > 0 } given ? given.Trim() : ReadKey(variable("PUPPET_API_KEY_FILE") ?? Path.Combine(DataDirectory(variable), "api-key"));
        return new GatewayAddress(url, key);
    }

    /// <summary>The data directory: <c>PUPPET_DATA_DIR</c>, <c>data</c> here, or <c>data</c> beside the solution this program was built from.</summary>
    public static string DataDirectory(Func<string, string?> variable)
    {
        if (variable("PUPPET_DATA_DIR") is { Length: > 0 } set)
        {
            return set;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null && !Directory.Exists("data"); folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PuppetEngine.Orleans.sln")))
            {
                return Path.Combine(folder.FullName, "data");
            }
        }

        return "data";
    }

    /// <summary>Without the key, so that the record may be shown.</summary>
    public override string ToString() => Url.ToString();

    private static string? ReadKey(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"The key in '{file}' cannot be read ({error.GetType().Name}). Run this as the file's owner, or set PUPPET_API_KEY.");
        }
    }
}
