namespace PuppetEngine.LocalRuntime.Grains;

/// <summary>Who finds an activation for calls, and must forget it when it has ended.</summary>
internal interface IActivationOwner
{
    void Ended(Activation activation);
}
