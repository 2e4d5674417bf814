namespace PuppetEngine.Gateway.Api.Status;

/// <summary>How the parts stand that the gateway needs.</summary>
/// <param name="Status"><c>ready</c>, <c>degraded</c> or <c>unavailable</c>: the worst of the parts.</param>
/// <param name="Components">The parts by name.</param>
public sealed record HealthReportResource(string Status, IReadOnlyDictionary<string, ComponentHealthResource> Components);

/// <summary>How one part stands.</summary>
/// <param name="Status"><c>ready</c>, <c>degraded</c> or <c>unavailable</c>.</param>
/// <param name="Detail">Why; empty when it is ready.</param>
/// <param name="Milliseconds">How long its answer took.</param>
public sealed record ComponentHealthResource(string Status, string Detail, long Milliseconds);
