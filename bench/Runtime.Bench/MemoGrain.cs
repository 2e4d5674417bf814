using Orleans;
using Orleans.Runtime;

namespace PuppetEngine.Runtime.Bench;

/// <summary>See <see cref="IMemoGrain"/>.</summary>
[GrainType("bench-memo")]
internal sealed class MemoGrain(IGrainContext context, [PersistentState("bench-memo", "Default")] IPersistentState<MemoState> memo) : IMemoGrain, IGrainBase
{
    public IGrainContext GrainContext => context;

    public async Task Write(string text)
    {
        memo.State.Text = text;
        await memo.WriteStateAsync();
    }

    public Task<int> Length() => Task.FromResult(memo.State.Text.Length);
}

/// <summary>What <see cref="MemoGrain"/> keeps.</summary>
internal sealed class MemoState
{
    /// <summary>The text.</summary>
    public string Text { get; set; } = "";
}
