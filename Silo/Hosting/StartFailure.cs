using Microsoft.Extensions.Options;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Providers.Storage;
using PuppetEngine.ServiceDefaults.Hosting;

namespace PuppetEngine.Silo.Hosting;

/// <summary>Says in one sentence why a program could not start and how to mend it; a stack trace mends nothing for whoever reads it.</summary>
internal static class StartFailure
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
        AggregateException { InnerExceptions: [var only] } => Describe(only),
        _ => StartSentence.Of(failure, "--port N") ?? StartSentence.Unknown(failure),
    };
}
