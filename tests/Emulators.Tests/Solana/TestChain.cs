using Microsoft.Extensions.Logging.Abstractions;
using PuppetEngine.Emulators;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Programs;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;
using PuppetEngine.Emulators.Storage;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Emulators.Solana;

/// <summary>A chain without a server, under virtual time, with one rich account.</summary>
internal sealed class TestChain : IDisposable
{
    private readonly AppendLog<ChainLogEntry> _log;

    public TestChain(string? directory = null, VirtualTimeProvider? time = null, SolanaEmulatorOptions? options = null)
    {
        Time = time ?? new VirtualTimeProvider();
        var programs = ChainGenesis.Programs();
        _log = new AppendLog<ChainLogEntry>(directory, "solana.log", ChainLogJson.Default.ChainLogEntry, NullLogger.Instance);
        Chain = new SolanaChain(_log, options ?? new SolanaEmulatorOptions(), "test", Time, new TransactionProcessor(programs), ChainGenesis.Accounts(programs), _ => { });
    }

    public SolanaChain Chain { get; }

    public VirtualTimeProvider Time { get; }

    public Ed25519Key Ada { get; } = Ed25519Key.Named("ada");

    public Ed25519Key Bob { get; } = Ed25519Key.Named("bob");

    public ulong Lamports(PublicKey key) => Chain.Ledger.Find(key, Chain.Tip)?.Lamports ?? 0;

    public byte[] Data(PublicKey key) => Chain.Ledger.Find(key, Chain.Tip)?.Data ?? [];

    public void Slots(int count)
    {
        Time.Advance(count * TimeSpan.FromMilliseconds(400));
        Chain.Advance();
    }

    public void Fund(PublicKey key, ulong lamports) => Land([ChainGenesis.Faucet], SystemProgram.Transfer(ChainGenesis.Faucet.Key, key, lamports));

    /// <summary>A transaction of the first signer's, on the newest blockhash.</summary>
    public SolanaTransaction Sign(Ed25519Key[] signers, params Instruction[] instructions) => Sign(Chain.Blockhashes.Of(Chain.Tip), signers, instructions);

    public static SolanaTransaction Sign(PublicKey blockhash, Ed25519Key[] signers, params Instruction[] instructions)
    {
        var message = MessageBuilder.Build(signers[0].Key, blockhash, instructions);
        var parsed = MessageReader.Read(message);
        var signatures = parsed.Keys.Take(parsed.Signers).Select(k => signers.Single(s => s.Key == k).Sign(message)).ToArray();
        return new SolanaTransaction(signatures, message, parsed);
    }

    /// <summary>Signs, sends, waits for the block; what became of it.</summary>
    public LandedTransaction? Land(Ed25519Key[] signers, params Instruction[] instructions) => Land(Sign(signers, instructions));

    public LandedTransaction? Land(SolanaTransaction transaction, Landing? landing = null)
    {
        Chain.Submit(transaction, landing ?? Landing.Usual);
        Slots(1);
        return Chain.History.Find(transaction.Signature);
    }

    public void Dispose() => _log.Dispose();
}
