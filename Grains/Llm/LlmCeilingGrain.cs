using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Llm.Budgets;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Grains.Llm;

/// <summary>
/// The ceiling of the whole cluster. A slice leaves only after it is stored; a write that failed or may have failed grants nothing, and
/// the state is read again before anything else is done with it.
/// </summary>
[GrainType("llm-ceiling")]
internal sealed class LlmCeilingGrain(
    IGrainContext context,
    [PersistentState("llm-ceiling", "Default")] IPersistentState<LlmCeilingState> state,
    Worlds worlds,
    IOptions<LlmBudgetOptions> options,
    TimeProvider time) : ILlmCeilingGrain, IGrainBase
{
    private readonly LlmCeilingLedger _ledger = new(options.Value, worlds.Llm.Id, worlds.Llm.IsLive);
    private bool _mustRead;

    /// <inheritdoc/>
    public IGrainContext GrainContext => context;

    /// <inheritdoc/>
    public async Task<LlmSlice> Grant(LlmSliceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        await EnsureReadAsync();
        var slice = _ledger.Grant(state.State, request, time.GetUtcNow());
        await WriteAsync();
        return slice;
    }

    /// <inheritdoc/>
    public async Task Report(List<LlmSliceReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        await EnsureReadAsync();
        _ledger.Report(state.State, reports, time.GetUtcNow());
        await WriteAsync();
    }

    /// <inheritdoc/>
    public Task<LlmUsageReport> GetReport() => Task.FromResult(_ledger.View(state.State, time.GetUtcNow()));

    private async Task EnsureReadAsync()
    {
        if (_mustRead)
        {
            await state.ReadStateAsync();
            _mustRead = false;
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            _mustRead = true;
            throw;
        }
    }
}
