namespace PuppetEngine.Engine.Events;

/// <summary>A document is no feed that can be read.</summary>
/// <param name="message">Why, without the document's text.</param>
/// <param name="inner">What the parser said; null where it said nothing.</param>
public sealed class FeedFormatException(string message, Exception? inner = null) : Exception(message, inner);
