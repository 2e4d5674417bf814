using Microsoft.AspNetCore.Routing;
using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.Jupiter;
using PuppetEngine.Emulators.Llm;
using PuppetEngine.Emulators.Solana;
using PuppetEngine.Emulators.X;

namespace PuppetEngine.Emulators;

/// <summary>Mounts the emulators on a web application.</summary>
public static class EmulatorEndpointRouteBuilderExtensions
{
    /// <summary>Maps <c>/x</c>, <c>/llm</c>, <c>/solana</c>, <c>/solana-b</c>, <c>/jupiter</c> and <c>/control</c>. Needs <see cref="EmulatorServiceCollectionExtensions.AddEmulators"/>.</summary>
    public static IEndpointRouteBuilder MapEmulators(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.MapX();
        endpoints.MapLlm();
        endpoints.MapSolana();
        endpoints.MapJupiter();
        endpoints.MapControl();
        return endpoints;
    }
}
