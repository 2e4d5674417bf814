namespace PuppetEngine.Engine.Access;

/// <summary>The world of one vendor.</summary>
/// <param name="Id"><c>live</c>, or <c>emulated-</c> and the emulator's id; effects, cursors and budgets carry it. Holds no slash.</param>
/// <param name="IsLive">Whether people see what happens there.</param>
public sealed record World(string Id, bool IsLive);
