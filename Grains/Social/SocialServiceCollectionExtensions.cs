using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Social;

/// <summary>Registers what the grains of this feature need.</summary>
public static class SocialServiceCollectionExtensions
{
    /// <summary>Adds the limits of accounts, their validator and the stored forms. May be called again.</summary>
    public static IServiceCollection AddSocialGrains(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<SocialOptions>().BindConfiguration(SocialOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SocialOptions>, SocialOptionsValidator>());
        services.TryAddSingleton<XAccountServices>();
        return services.AddGrainState(SocialStateContext.Default);
    }
}
