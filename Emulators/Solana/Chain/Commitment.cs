namespace PuppetEngine.Emulators.Solana.Chain;

/// <summary>How sure a slot is: seen, voted for by two thirds of the stake, or never to be undone.</summary>
internal enum Commitment
{
    Processed,
    Confirmed,
    Finalized,
}
