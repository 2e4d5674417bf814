using PuppetEngine.Engine.Social;

namespace PuppetEngine.Providers.X.Login;

/// <summary>A login that did not work. Its message says how to mend it and holds no secret.</summary>
public sealed class XLoginException(string message) : SocialLoginException(message);
