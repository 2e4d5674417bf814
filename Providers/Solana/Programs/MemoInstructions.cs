using System.Text;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Programs;

/// <summary>Calls of the memo program.</summary>
public static class MemoInstructions
{
    /// <summary>Writes a text into the log of the transaction, with the wallets that vouch for it. Public for ever.</summary>
    public static Instruction Write(string text, params ReadOnlySpan<PublicKey> signers)
    {
        var accounts = System.Collections.Immutable.ImmutableArray.CreateBuilder<AccountMeta>(signers.Length);
        foreach (var signer in signers)
        {
            accounts.Add(AccountMeta.Signer(signer));
        }

        return new Instruction(SolanaPrograms.Memo, accounts.MoveToImmutable(), [.. Encoding.UTF8.GetBytes(text)]);
    }
}
