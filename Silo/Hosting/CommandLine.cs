namespace PuppetEngine.Silo.Hosting;

/// <summary>The short words of the command line and the settings they stand for.</summary>
internal static class CommandLine
{
    /// <summary>Puts each short word's setting in its place; what it does not know goes through as configuration.</summary>
    /// <exception cref="StartupException">A word lacks its value, or is no option.</exception>
    public static string[] Normalize(string[] args)
    {
        var settings = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            string Value() => ++i < args.Length ? args[i] : throw new StartupException($"{args[i - 1]} needs a value.", null, StartupException.Usage);
            switch (args[i])
            {
                case "--agents":
                    settings.Add($"--Puppet:Agents:Folder={Value()}");
                    settings.Add("--Puppet:Agents:Samples=false");
                    break;
                case "--external-emulators":
                    settings.Add("--Puppet:Emulators:External=true");
                    break;
                case "--accept-restore":
                    settings.Add("--Puppet:Storage:AcceptRestore=true");
                    break;
                case "--port":
                    settings.Add($"--Puppet:Gateway:Url=http://127.0.0.1:{Value()}");
                    break;
                case "--data":
                    settings.Add($"--Puppet:Storage:DataDirectory={Value()}");
                    break;
                case var word when word.StartsWith("--Puppet:", StringComparison.OrdinalIgnoreCase) || word.StartsWith("--Logging:", StringComparison.OrdinalIgnoreCase):
                    settings.Add(word.Contains('=', StringComparison.Ordinal) ? word : $"{word}={Value()}");
                    break;
                default:
                    throw new StartupException($"'{args[i]}' is no option of this command. There are --agents DIR, --external-emulators, --port N, --data DIR, --accept-restore, and any setting as --Puppet:Section:Name=VALUE.", null, StartupException.Usage);
            }
        }

        return [.. settings];
    }
}
