using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace PuppetEngine.Tests.Runtime.Conformance.Probes;

/// <summary>A grain with two states. Key: any text.</summary>
[Alias("PuppetEngine.Tests.IStateGrain")]
public interface IStateGrain : IGrainWithStringKey
{
    /// <summary>Text, tag and existence of the first state.</summary>
    [Alias("Read")]
    Task<string> Read();

    /// <summary>Writes the first state.</summary>
    [Alias("Write")]
    Task Write(string text);

    /// <summary>Changes the first state and does not write it.</summary>
    [Alias("Forget")]
    Task Forget(string text);

    /// <summary>Reads the first state again from storage.</summary>
    [Alias("Refresh")]
    Task<string> Refresh();

    /// <summary>Clears the first state.</summary>
    [Alias("Clear")]
    Task Clear();

    /// <summary>Writes both states at once.</summary>
    [Alias("WriteBoth")]
    Task WriteBoth(string text);

    /// <summary>Writes the first state and catches a conflict; says which it was.</summary>
    [Alias("WriteAndCatch")]
    Task<string> WriteAndCatch(string text);

    /// <summary>Writes the first state when the activation ends.</summary>
    [Alias("WriteAtTheEnd")]
    Task WriteAtTheEnd(string text);

    /// <summary>The activation's id.</summary>
    [Alias("WhoAmI")]
    Task<string> WhoAmI();
}

/// <summary>A stored text.</summary>
public sealed class TextState
{
    /// <summary>The text.</summary>
    public string Text { get; set; } = "none";
}

/// <summary>See <see cref="IStateGrain"/>.</summary>
[GrainType("state")]
internal sealed class StateGrain(
    IGrainContext context,
    Witness witness,
    [PersistentState("first", "Default")] IPersistentState<TextState> first,
    [PersistentState("second")] IPersistentState<TextState> second) : IStateGrain, IGrainBase
{
    private string? _goodbye;

    public IGrainContext GrainContext => context;

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => _goodbye is null ? Task.CompletedTask : Write(_goodbye);

    public Task WriteAtTheEnd(string text)
    {
        _goodbye = text;
        return Task.CompletedTask;
    }

    public Task OnActivateAsync(CancellationToken token)
    {
        witness.Note($"activated with {first.State.Text} and {second.State.Text}");
        return Task.CompletedTask;
    }

    public Task<string> Read() => Task.FromResult($"{first.State.Text} {first.Etag ?? "-"} {first.RecordExists}");

    public async Task Write(string text)
    {
        first.State.Text = text;
        await first.WriteStateAsync();
    }

    public Task Forget(string text)
    {
        first.State.Text = text;
        return Task.CompletedTask;
    }

    public async Task<string> Refresh()
    {
        await first.ReadStateAsync();
        return await Read();
    }

    public Task Clear() => first.ClearStateAsync();

    public async Task WriteBoth(string text)
    {
        first.State.Text = second.State.Text = text;
        await Task.WhenAll(first.WriteStateAsync(), second.WriteStateAsync());
    }

    public async Task<string> WriteAndCatch(string text)
    {
        try
        {
            await Write(text);
            return "written";
        }
        catch (InconsistentStateException)
        {
            return "conflict";
        }
    }

    public Task<string> WhoAmI() => Task.FromResult(context.ActivationId.ToString());
}
