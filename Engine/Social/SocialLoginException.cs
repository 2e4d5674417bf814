namespace PuppetEngine.Engine.Social;

/// <summary>A login that did not work. Its message says how to mend it and holds no secret.</summary>
public class SocialLoginException(string message) : Exception(message);
