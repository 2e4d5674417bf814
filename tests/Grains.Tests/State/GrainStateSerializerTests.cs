using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using PuppetEngine.Grains.Abstractions.State;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Tests.Grains.State;

public sealed class GrainStateSerializerTests
{
    private static GrainStateSerializer CreateSut() => new([new GrainStateContext(SampleContext.Default)]);

    [Fact]
    public void Serialize_then_deserialize_gives_the_same_state_in_snake_case()
    {
        var sut = CreateSut();
        var bytes = sut.Serialize(new SampleState { DisplayName = "Ada’s – fé", Mood = SampleMood.VeryGood });

        Assert.Equal("""{"version":2,"display_name":"Ada’s – fé","mood":"very_good"}""", bytes.ToString());
        var back = sut.Deserialize<SampleState>(bytes)!;
        Assert.Equal(("Ada’s – fé", SampleMood.VeryGood, 2), (back.DisplayName, back.Mood, back.Version));
    }

    [Fact]
    public void Deserialize_of_the_next_version_preserves_what_it_does_not_know()
    {
        var sut = CreateSut();
        var state = sut.Deserialize<SampleState>(Json("""{"version":3,"display_name":"Ada","invented":{"later":[1,2]}}"""))!;
        state.DisplayName = "Bo";

        using var written = JsonDocument.Parse(sut.Serialize(state).ToString());
        Assert.Equal(3, written.RootElement.GetProperty("version").GetInt32());
        Assert.Equal(2, written.RootElement.GetProperty("invented").GetProperty("later")[1].GetInt32());
        Assert.Equal("Bo", written.RootElement.GetProperty("display_name").GetString());
    }

    [Theory]
    [InlineData("""{"version":4,"display_name":"Ada"}""")]
    [InlineData("""{"display_name":{"first":"its type changed too"},"version":9}""")]
    public void Deserialize_of_anything_newer_fails_with_a_typed_error(string stored)
    {
        var e = Assert.Throws<StateTooNewException>(() => CreateSut().Deserialize<SampleState>(Json(stored)));
        Assert.Equal(("SampleState", 2), (e.StateType, e.Supported));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"display_name":"Ada"}""")]
    [InlineData("""{"version":"2"}""")]
    [InlineData("""{"version":2,"display_name":["no"]}""")]
    [InlineData("""{"version":2,"display_na""")]
    public void Deserialize_of_what_is_no_state_never_gives_defaults(string stored) =>
        Assert.Throws<StateUnreadableException>(() => CreateSut().Deserialize<SampleState>(Json(stored)));

    [Fact]
    public void Deserialize_failure_names_the_place_and_not_the_value()
    {
        var e = Assert.Throws<StateUnreadableException>(() => CreateSut().Deserialize<SampleState>(Json("""{"version":2,"mood":"hunter2"}""")));
        Assert.Contains("$.mood", e.Message);
        Assert.DoesNotContain("hunter2", e.ToString());
    }

    [Fact]
    public void Deserialize_of_an_older_version_tells_it_and_a_write_stamps_the_current_one()
    {
        var sut = CreateSut();
        var state = sut.Deserialize<SampleState>(Json("""{"version":1,"display_name":"Ada"}"""))!;
        Assert.Equal(1, state.Version);
        Assert.StartsWith("""{"version":2,""", sut.Serialize(state).ToString());
    }

    [Fact]
    public void Serialize_refuses_a_state_that_no_context_names()
    {
        var e = Assert.Throws<NotSupportedException>(() => CreateSut().Serialize(new StrangerState()));
        Assert.Contains("AddGrainState", e.Message);
    }

    [Fact]
    public void AddGrainState_twice_registers_a_context_once_and_becomes_the_hosts_serializer()
    {
        var services = new ServiceCollection().AddGrainState(SampleContext.Default).AddGrainState(SampleContext.Default);
        Assert.Single(services, d => d.ServiceType == typeof(GrainStateContext));
        using var provider = services.BuildServiceProvider();
        Assert.IsType<GrainStateSerializer>(provider.GetRequiredService<IGrainStorageSerializer>());
    }

    private static BinaryData Json(string text) => new(Encoding.UTF8.GetBytes(text));
}

internal enum SampleMood { Neutral, VeryGood }

internal sealed class SampleState : IVersionedState
{
    public int Version { get; set; } = 2;

    public string DisplayName { get; set; } = "";

    public SampleMood Mood { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}

internal sealed class StrangerState : IVersionedState
{
    public int Version { get; set; } = 1;

    public Dictionary<string, JsonElement>? Extra { get; set; }
}

[JsonSerializable(typeof(SampleState))]
internal sealed partial class SampleContext : JsonSerializerContext;
