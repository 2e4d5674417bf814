using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace PuppetEngine.ServiceDefaults.Hosting;

/// <summary>Says in one sentence why a program could not start and how to mend it, for the failures that every program may have.</summary>
public static partial class StartSentence
{
    /// <summary>The sentence; null for a failure that only the program itself can have words for.</summary>
    /// <param name="failure">What the start threw.</param>
    /// <param name="portOption">The option by which another address is chosen, as in <c>--port N</c>.</param>
    public static string? Of(Exception failure, string portOption) => failure switch
    {
        OptionsValidationException options => string.Join(" ", options.Failures),
        IOException { InnerException: AddressInUseException } => $"{failure.Message.TrimEnd('.')}. Stop what listens there, or choose another with {portOption}.",
        SocketException => $"The gateway cannot listen there: {failure.Message.TrimEnd('.')}. Choose an address of this machine and a port above 1023, by {portOption} or Puppet:Gateway:Url.",
        InvalidOperationException when Conversion().Match(failure.Message) is { Success: true } wrong => Unreadable(wrong.Groups["key"].Value, wrong.Groups["value"].Value, wrong.Groups["type"].Value),
        InvalidDataException or FormatException when failure.InnerException is { } inner => $"{failure.Message.TrimEnd('.')}. {inner.Message.TrimEnd('.')}. Correct the file, and start again.",
        AggregateException { InnerExceptions: [var only] } => Of(only, portOption),
        _ => null,
    };

    /// <summary>What is left to say where nobody has words.</summary>
    public static string Unknown(Exception failure) =>
        $"The start failed for a reason that it has no words for ({failure.GetType().Name}: {failure.Message.TrimEnd('.')}). Start again with --Logging:LogLevel:Default=Debug and report what it writes.";

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
