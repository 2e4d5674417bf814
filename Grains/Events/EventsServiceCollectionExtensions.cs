using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Events;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Events;

/// <summary>Registers what the grains of events need.</summary>
internal static class EventsServiceCollectionExtensions
{
    // The original's variables, in milliseconds.
    private static readonly (string Variable, string Kind)[] Intervals =
        [("NEWS_EVENT_INTERVAL", EventGenerator.News), ("MOOD_EVENT_INTERVAL", EventGenerator.Moods), ("INTERACTION_EVENT_INTERVAL", EventGenerator.Encounters)];

    /// <summary>Adds their options, and starts generators and feeds with the host. The host adds the <see cref="Worlds"/> and the reader of feeds. May be called again.</summary>
    public static IServiceCollection AddEventGrains(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<EventOptions>()
            .Configure<Worlds>((options, worlds) => Bind(options, configuration, worlds))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EventOptions>, EventOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EventStart>());
        return services.AddGrainState(EventStateContext.Default);
    }

    private static void Bind(EventOptions options, IConfiguration configuration, Worlds worlds)
    {
        foreach (var (variable, kind) in Intervals)
        {
            if (configuration[variable] is { Length: > 0 } text)
            {
                // What is no number fails the validation with the setting's name, as any other wrong value does.
                options.Every[kind] = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms < int.MaxValue ? TimeSpan.FromMilliseconds(ms) : TimeSpan.MinValue;
            }
        }

        configuration.GetSection("Puppet:Events").Bind(options);
        options.Generate ??= !worlds.X.IsLive;
    }
}
