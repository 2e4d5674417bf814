namespace PuppetEngine.Gateway.Api.Http;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Field">The parameter or field as a path; empty for the whole.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
/// <param name="Code">A stable code of the check; null where the problem's own says enough.</param>
/// <param name="Line">The line of the document, from 1; null when unknown.</param>
public sealed record FieldError(string Field, string Message, string? Code = null, int? Line = null);
