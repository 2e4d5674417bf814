using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Providers.Storage;

namespace PuppetEngine.Silo.Hosting;

/// <summary>Says in one sentence why a program could not start and how to mend it; a stack trace mends nothing for whoever reads it.</summary>
internal static partial class StartFailure
{
    /// <summary>Writes the sentence to the error output.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> TellAsync(Exception failure)
    {
        await Console.Error.WriteLineAsync($"puppet: {Describe(failure)}");
        return failure is StartupException startup ? startup.ExitCode : StartupException.Failure;
    }

    /// <summary>Whether it is something to mend: what the data, the settings or the machine lack.</summary>
    public static bool HasWords(Exception failure) => failure is StartupException or StorageException or KeySetupException or OptionsValidationException or InvalidDataException
        || (failure is AggregateException { InnerExceptions: [var only] } && HasWords(only));

    /// <summary>The sentence.</summary>
    public static string Describe(Exception failure) => failure switch
    {
        StartupException or StorageException or KeySetupException => failure.Message,
        OptionsValidationException options => string.Join(" ", options.Failures),
        IOException { InnerException: AddressInUseException } => $"{failure.Message.TrimEnd('.')}. Stop what listens there, or choose another with --port N.",
        System.Net.Sockets.SocketException => $"The gateway cannot listen there: {failure.Message.TrimEnd('.')}. Choose an address of this machine and a port above 1023, by --port N or Puppet:Gateway:Url.",
        InvalidOperationException when Conversion().Match(failure.Message) is { Success: true } wrong => Unreadable(wrong.Groups["key"].Value, wrong.Groups["value"].Value, wrong.Groups["type"].Value),
        InvalidDataException or FormatException when failure.InnerException is { } inner => $"{failure.Message.TrimEnd('.')}. {inner.Message.TrimEnd('.')}. Correct the file, and start again.",
        AggregateException { InnerExceptions: [var only] } => Describe(only),
        _ => $"The start failed for a reason that it has no words for ({failure.GetType().Name}: {failure.Message.TrimEnd('.')}). Start again with --Logging:LogLevel:Default=Debug and report what it writes.",
    };

    private static string Unreadable(string key, string value, string type) => type switch
    {
        "System.Boolean" => $"{key} is '{value}'. Set it to true or false.",
        "System.Int32" or "System.Int64" => $"{key} is '{value}'. Set it to a whole number.",
        "System.Double" or "System.Decimal" => $"{key} is '{value}'. Set it to a number, as in 0.5.",
        "System.TimeSpan" => $"{key} is '{value}'. Set it to a length of time, as in 00:05:00 for five minutes.",
        "System.Uri" => $"{key} is '{value}'. Set it to an address, as in http://127.0.0.1:8090.",
        _ => $"{key} is '{value}', which is none of its values. Look it up in the settings in docs/.",
    };

    [GeneratedRegex("^Failed to convert configuration value '(?<value>.*)' at '(?<key>.*)' to type '(?<type>.*)'", RegexOptions.Singleline)]
    private static partial Regex Conversion();
}
