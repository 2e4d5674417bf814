namespace PuppetEngine.Grains.Trading;

/// <summary>A state write failed: whether it took effect is not known here, so that this activation does nothing more and the next one reads what is stored.</summary>
internal sealed class WalletLostException(string wallet, Exception? inner) : Exception($"The wallet {wallet} could not be stored; its activation ends. Try again.", inner);
