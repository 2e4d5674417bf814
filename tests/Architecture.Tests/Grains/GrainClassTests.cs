using System.Reflection;
using Orleans;
using Orleans.Concurrency;
using PuppetEngine.Grains.State;
using PuppetEngine.Tests.Architecture.Sources;

namespace PuppetEngine.Tests.Architecture.Grains;

/// <summary>Names of grains and of their states are in every stored row and reminder: they are given once and never changed.</summary>
public sealed class GrainClassTests
{
    [Fact]
    public void Every_grain_class_has_a_grain_type_of_its_own()
    {
        var bare = GrainClasses.All.Where(grain => GrainClasses.GrainTypeOf(grain) is null).Select(grain => grain.Name);
        var types = GrainClasses.All.Select(GrainClasses.GrainTypeOf).OfType<string>().ToList();

        Assert.Empty(bare);
        Assert.Equal(types.Distinct(StringComparer.Ordinal).Count(), types.Count);
        Assert.All(types, type => Assert.Matches("^[a-z][a-z0-9-]*$", type));
    }

    [Fact]
    public void A_grain_is_a_plain_sealed_class_that_a_test_can_create()
    {
        var wrong = GrainClasses.All
            .Where(grain => !grain.IsSealed || grain.IsPublic || grain.BaseType != typeof(object) || !typeof(IGrainBase).IsAssignableFrom(grain))
            .Select(grain => $"{grain.Name}: must be internal sealed, without a base class, and implement IGrainBase");

        Assert.Empty(wrong);
    }

    /// <summary>
    /// A stored row is found by service, state name and key alone, not by the type of the grain: two grains with one state name
    /// would read and overwrite each other's rows wherever their keys meet.
    /// </summary>
    [Fact]
    public void State_names_are_unique_in_the_house()
    {
        var shared = GrainClasses.All
            .SelectMany(grain => GrainClasses.StatesOf(grain).Select(state => (state.Name, Grain: grain.Name)))
            .GroupBy(state => state.Name, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(state => state.Grain))}");

        Assert.Empty(shared);
    }

    [Fact]
    public void Every_state_carries_its_version()
    {
        var bare = GrainClasses.All
            .SelectMany(grain => GrainClasses.StatesOf(grain).Select(state => state.State))
            .Where(state => !typeof(IVersionedState).IsAssignableFrom(state))
            .Select(state => state.FullName);

        Assert.Empty(bare);
    }

    [Fact]
    public void A_stateless_worker_keeps_no_state_and_a_grain_with_state_is_not_reentrant()
    {
        var wrong = GrainClasses.All
            .Where(grain => GrainClasses.StatesOf(grain).Any())
            .Where(grain => GrainClasses.IsStatelessWorker(grain) || grain.GetCustomAttribute<ReentrantAttribute>() is not null)
            .Select(grain => grain.Name);

        Assert.Empty(wrong);
    }

    [Fact]
    public void Grain_types_and_states_are_what_was_frozen() => FrozenList.Verify("grains.txt",
        GrainClasses.All.SelectMany(grain => GrainClasses.StatesOf(grain).Select(state => $"grain {GrainClasses.GrainTypeOf(grain)} state {state.Name} in {state.Storage ?? "Default"}")
            .Prepend($"grain {GrainClasses.GrainTypeOf(grain)}")));
}
