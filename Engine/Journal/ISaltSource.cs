namespace PuppetEngine.Engine.Journal;

/// <summary>Where the salts of journal payloads come from.</summary>
public interface ISaltSource
{
    /// <summary>Fills a salt with bytes that nobody can guess: with a guessable salt an erased payload could be found by trying. Thread-safe.</summary>
    void Fill(Span<byte> salt);
}
