namespace PuppetEngine.Tests.Simulation.Months;

/// <summary>One occurrence of a resident's schedule, as the journal and the network tell it.</summary>
/// <param name="Resident">Who.</param>
/// <param name="EffectId">The effect.</param>
/// <param name="Due">When it was due.</param>
/// <param name="PlannedAt">When it became an intent.</param>
/// <param name="State">How it ended.</param>
/// <param name="Verdict">Why, where it did not happen.</param>
/// <param name="LandedAt">When the network had it; null when it has not.</param>
internal sealed record MonthTurn(Resident Resident, string EffectId, DateTimeOffset Due, DateTimeOffset PlannedAt, string State, string Verdict, DateTimeOffset? LandedAt);
