using System.Buffers.Binary;
using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Inspection;

/// <summary>Goes through the instructions of a swap, adds up what they cost, and notes what is not allowed.</summary>
internal sealed class SwapInstructionWalk(SwapExpectation expectation)
{
    /// <summary>What the runtime grants each instruction where a transaction states no limit.</summary>
    private const uint DefaultUnits = 200_000;

    private readonly ImmutableArray<SwapRefusal>.Builder _refusals = ImmutableArray.CreateBuilder<SwapRefusal>();
    private readonly ImmutableArray<PublicKey>.Builder _created = ImmutableArray.CreateBuilder<PublicKey>();
    private readonly OwnTokenAccounts _own = new(expectation.Wallet);
    private int _index = -1;
    private int _charged;
    private uint? _limit;
    private ulong? _price;
    private ulong _wrappedLamports;
    private ulong _tip;
    private int _routes;
    private JupiterRoute? _route;

    /// <summary>Notes a reason not to sign.</summary>
    public void Refuse(string code, string message) => _refusals.Add(new SwapRefusal(code, message, _index < 0 ? null : _index));

    /// <summary>Judges the next instruction.</summary>
    public void Visit(Instruction instruction)
    {
        _index++;
        _charged += instruction.Program == SolanaPrograms.ComputeBudget ? 0 : 1;
        switch (instruction.Program)
        {
            case var program when program == SolanaPrograms.ComputeBudget:
                ComputeBudget(instruction);
                break;
            case var program when program == SolanaPrograms.AssociatedToken:
                AssociatedToken(instruction);
                break;
            case var program when program == SolanaPrograms.System:
                SystemTransfer(instruction);
                break;
            case var program when SolanaPrograms.IsTokenProgram(program):
                Token(instruction);
                break;
            case var program when program == SolanaPrograms.Jupiter:
                Jupiter(instruction);
                break;
            default:
                Refuse(SwapRefusalCodes.Program, $"A swap has no need of the program {instruction.Program}.");
                break;
        }
    }

    /// <summary>Adds up, and ends.</summary>
    public SwapInspectionResult Finish()
    {
        _index = -1;
        var units = _limit ?? (uint)Math.Min((long)_charged * DefaultUnits, ComputeBudgetInstructions.MaxUnits);
        var fee = PriorityFee.Lamports(units, _price ?? 0);
        if (fee > expectation.MaximumPriorityFee)
        {
            Refuse(SwapRefusalCodes.PriorityFee, $"The priority fee is {fee} lamports, above the maximum of {expectation.MaximumPriorityFee}.");
        }

        if (_wrappedLamports > (expectation.InputMint == SolanaPrograms.WrappedSol ? expectation.MaximumIn : 0))
        {
            Refuse(SwapRefusalCodes.WrapAmount, $"{_wrappedLamports} lamports are wrapped, more than goes in.");
        }

        if (_tip > expectation.MaximumTip)
        {
            Refuse(SwapRefusalCodes.Tip, $"The tip is {_tip} lamports, above the maximum of {expectation.MaximumTip}.");
        }

        if (_routes != 1)
        {
            Refuse(SwapRefusalCodes.RouteCount, $"A swap has one route, this transaction {_routes}.");
        }

        return _refusals.Count > 0 || _route is null
            ? new SwapInspectionResult(null, _refusals.DrainToImmutable())
            : new SwapInspectionResult(
                new SwapFacts
                {
                    Route = _route.Layout.Name, MaximumIn = expectation.MaximumIn, MinimumOut = expectation.MinimumOut, SignatureFee = PriorityFee.LamportsPerSignature,
                    PriorityFee = fee, Tip = _tip, CreatedAccounts = _created.DrainToImmutable(),
                },
                []);
    }

    private void ComputeBudget(Instruction instruction)
    {
        var data = instruction.Data.AsSpan();
        if (instruction.Accounts.IsEmpty && data.Length == 5 && data[0] == ComputeBudgetInstructions.LimitTag && _limit is null)
        {
            // The runtime cuts what is above, so more is not charged either.
            _limit = Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(data[1..]), ComputeBudgetInstructions.MaxUnits);
        }
        else if (instruction.Accounts.IsEmpty && data.Length == 9 && data[0] == ComputeBudgetInstructions.PriceTag && _price is null)
        {
            _price = BinaryPrimitives.ReadUInt64LittleEndian(data[1..]);
        }
        else
        {
            Refuse(SwapRefusalCodes.ComputeBudget, "Of the compute budget only the limit and the price are allowed, each once.");
        }
    }

    private void AssociatedToken(Instruction instruction)
    {
        var accounts = instruction.Accounts;
        if (instruction.Data is not [AssociatedTokenInstructions.CreateIdempotentTag] || accounts.Length != 6 || accounts[4].Key != SolanaPrograms.System)
        {
            Refuse(SwapRefusalCodes.TokenAccountCreation, "Of associated token accounts only the idempotent creation is allowed.");
            return;
        }

        var (payer, account, owner, mint, program) = (accounts[0].Key, accounts[1].Key, accounts[2].Key, accounts[3].Key, accounts[5].Key);
        if (payer != expectation.Wallet)
        {
            Refuse(SwapRefusalCodes.TokenAccountPayer, $"A token account is paid by {payer}, not by the wallet.");
        }

        if (owner != expectation.Wallet)
        {
            Refuse(SwapRefusalCodes.TokenAccountOwner, $"A token account is made for {owner}, not for the wallet.");
        }
        else if (ProgramOf(mint) != program)
        {
            Refuse(SwapRefusalCodes.TokenAccountMint, $"The swap needs no token account for the mint {mint} of the program {program}.");
        }
        else if (account != _own.Of(mint, program))
        {
            Refuse(SwapRefusalCodes.TokenAccountCreation, $"{account} is not the wallet's token account for {mint}.");
        }
        else if (!_created.Contains(account))
        {
            _created.Add(account);
        }
    }

    private void SystemTransfer(Instruction instruction)
    {
        var data = instruction.Data.AsSpan();
        var accounts = instruction.Accounts;
        if (data.Length != 12 || BinaryPrimitives.ReadUInt32LittleEndian(data) != SystemInstructions.TransferTag || accounts.Length != 2 || accounts[0].Key != expectation.Wallet)
        {
            Refuse(SwapRefusalCodes.System, "Of the system program only transfers from the wallet are allowed.");
            return;
        }

        var lamports = BinaryPrimitives.ReadUInt64LittleEndian(data[4..]);
        if (accounts[1].Key == _own.Wrapped)
        {
            _wrappedLamports = Sum(_wrappedLamports, lamports);
        }
        else if (accounts[1].Key == expectation.TipAccount)
        {
            _tip = Sum(_tip, lamports);
        }
        else
        {
            Refuse(SwapRefusalCodes.Transfer, $"{lamports} lamports go to {accounts[1].Key}, which was not stated.");
        }
    }

    private void Token(Instruction instruction)
    {
        var accounts = instruction.Accounts;
        switch (instruction.Data)
        {
            case [TokenInstructions.SyncNativeTag]:
                if (accounts.Length != 1 || accounts[0].Key != _own.Wrapped || instruction.Program != SolanaPrograms.Token)
                {
                    Refuse(SwapRefusalCodes.WrappedAccount, "Wrapped SOL is counted in another account than the wallet's own.");
                }

                break;
            case [TokenInstructions.CloseAccountTag]:
                if (accounts.Length != 3 || accounts[0].Key != _own.Wrapped || instruction.Program != SolanaPrograms.Token)
                {
                    Refuse(SwapRefusalCodes.WrappedAccount, "Another account is closed than the wallet's wrapped SOL.");
                }
                else if (accounts[1].Key != expectation.Wallet || accounts[2].Key != expectation.Wallet)
                {
                    Refuse(SwapRefusalCodes.CloseTarget, $"The wrapped SOL goes to {accounts[1].Key}, closed by {accounts[2].Key}.");
                }

                break;
            case [4 or 13, ..]:
                Refuse(SwapRefusalCodes.TokenApprove, "A token account gets a delegate.");
                break;
            case [TokenInstructions.SetAuthorityTag, ..]:
                Refuse(SwapRefusalCodes.TokenSetAuthority, "An authority over tokens is given away.");
                break;
            // Transfer, Burn and their checked forms.
            case [3 or 8 or TokenInstructions.TransferCheckedTag or TokenInstructions.BurnCheckedTag, ..]:
                Refuse(SwapRefusalCodes.TokenTransfer, "Tokens are moved or burnt past the route.");
                break;
            default:
                Refuse(SwapRefusalCodes.Token, "A swap has no need of this call of a token program.");
                break;
        }
    }

    private void Jupiter(Instruction instruction)
    {
        if (JupiterRoute.LayoutOf(instruction) is not { HasLedger: false } layout)
        {
            Refuse(SwapRefusalCodes.RouteKind, "Of Jupiter only routes are allowed whose amounts stand in their data.");
            return;
        }

        _routes++;
        _route = JupiterRoute.Decode(instruction, layout);
        if (_route is null)
        {
            Refuse(SwapRefusalCodes.RouteData, $"The data of {layout.Name} cannot be read to their end by this release.");
            return;
        }

        foreach (var (code, message) in SwapRouteRules.Check(_route, instruction, expectation, _own))
        {
            Refuse(code, message);
        }
    }

    private PublicKey? ProgramOf(PublicKey mint) =>
        mint == expectation.InputMint ? expectation.InputProgram
        : mint == expectation.OutputMint ? expectation.OutputProgram
        : expectation.IntermediateMints.TryGetValue(mint, out var program) ? program
        : null;

    private static ulong Sum(ulong sum, ulong more) => sum > ulong.MaxValue - more ? ulong.MaxValue : sum + more;
}
