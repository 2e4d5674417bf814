using Orleans;

namespace PuppetEngine.Grains.Abstractions.Llm;

/// <summary>
/// Spends the ceiling's slices for one silo, from memory. Key: the silo's process id as the host gives it, so that a process that is gone
/// leaves its slices behind as spent. Called by that silo's workers only.
/// </summary>
[Alias("PuppetEngine.Llm.ILlmBudgetGrain")]
public interface ILlmBudgetGrain : IGrainWithStringKey
{
    /// <summary>Reserves the most that a call may cost. A refusal is a result; it throws only when the ceiling cannot be asked, and then nothing is reserved.</summary>
    [Alias("Reserve")]
    Task<LlmReservation> Reserve(LlmReservationRequest request);

    /// <summary>Settles a reservation with what the call cost. Repeating it, or settling what is unknown here, changes nothing: that stays charged in full.</summary>
    [Alias("Settle")]
    Task Settle(string reservationId, LlmUsage usage);

    /// <summary>Gives back what is neither spent nor reserved, because the silo is about to stop. What is reserved afterwards asks for a new slice. May be repeated.</summary>
    [Alias("Release")]
    Task Release();
}
