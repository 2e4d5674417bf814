using System.Buffers.Binary;
using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Inspection;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Tests.Providers.Solana.Inspection;

/// <summary>Genuine swaps with one thing changed: each kind is refused with its own code, whichever route it is.</summary>
public sealed class SwapMutantTests
{
    private static readonly PublicKey Thief = new([.. Enumerable.Repeat((byte)66, 32)]);

    private static readonly Dictionary<string, (string Code, Func<Case, bool> Applies, Action<Case> Change)> Mutants = new()
    {
        ["approve"] = (SwapRefusalCodes.TokenApprove, _ => true, c => c.Add(new Instruction(SolanaPrograms.Token, [AccountMeta.Writable(c.Source), AccountMeta.Readonly(Thief), AccountMeta.Signer(c.Wallet)], [4, .. Le(9)]))),
        ["approve checked"] = (SwapRefusalCodes.TokenApprove, _ => true, c => c.Add(new Instruction(SolanaPrograms.Token2022, [AccountMeta.Writable(c.Source), AccountMeta.Readonly(Thief), AccountMeta.Signer(c.Wallet)], [13, .. Le(9), 6]))),
        ["set authority"] = (SwapRefusalCodes.TokenSetAuthority, _ => true, c => c.Add(TokenInstructions.SetAuthority(SolanaPrograms.Token, c.Source, c.Wallet, TokenAuthority.AccountOwner, Thief))),
        ["token transfer"] = (SwapRefusalCodes.TokenTransfer, _ => true, c => c.Add(TokenInstructions.TransferChecked(SolanaPrograms.Token, c.Source, Thief, Thief, c.Wallet, 1, 6))),
        ["burn"] = (SwapRefusalCodes.TokenTransfer, _ => true, c => c.Add(TokenInstructions.BurnChecked(SolanaPrograms.Token, c.Source, Thief, c.Wallet, 1, 6))),
        ["mint to"] = (SwapRefusalCodes.Token, _ => true, c => c.Add(TokenInstructions.MintTo(SolanaPrograms.Token, Thief, c.Source, c.Wallet, 1))),
        ["close with more behind it"] = (SwapRefusalCodes.Token, _ => true, c => c.Add(new Instruction(SolanaPrograms.Token, [], [9, 0]))),
        ["extra signer"] = (SwapRefusalCodes.ExtraSigner, _ => true, c => c.Edit(SolanaPrograms.Jupiter, i => new Instruction(i.Program, i.Accounts.Add(AccountMeta.Signer(Thief)), i.Data))),
        ["other fee payer"] = (SwapRefusalCodes.FeePayer, _ => true, c => c.FeePayer = Thief),
        ["compute price"] = (SwapRefusalCodes.PriorityFee, _ => true, c => c.Replace(SolanaPrograms.ComputeBudget, 3, ComputeBudgetInstructions.SetUnitPrice(9_000_000_000))),
        ["compute limit"] = (SwapRefusalCodes.PriorityFee, c => c.Has(SolanaPrograms.ComputeBudget, 3), c => c.Replace(SolanaPrograms.ComputeBudget, 2, ComputeBudgetInstructions.SetUnitLimit(1_400_000))),
        ["compute price twice"] = (SwapRefusalCodes.ComputeBudget, c => c.Has(SolanaPrograms.ComputeBudget, 3), c => c.Add(ComputeBudgetInstructions.SetUnitPrice(0))),
        ["heap"] = (SwapRefusalCodes.ComputeBudget, _ => true, c => c.Add(new Instruction(SolanaPrograms.ComputeBudget, [], [1, 0, 0, 1, 0]))),
        ["tip"] = (SwapRefusalCodes.Transfer, _ => true, c => c.Add(SystemInstructions.Transfer(c.Wallet, Thief, 10_000))),
        ["larger tip"] = (SwapRefusalCodes.Tip, c => c.Expected.TipAccount is not null, c => c.Add(SystemInstructions.Transfer(c.Wallet, c.Expected.TipAccount!.Value, 1))),
        ["wraps more"] = (SwapRefusalCodes.WrapAmount, _ => true, c => c.Add(SystemInstructions.Transfer(c.Wallet, c.Wrapped, ulong.MaxValue))),
        ["nonce"] = (SwapRefusalCodes.System, _ => true, c => c.Add(new Instruction(SolanaPrograms.System, [AccountMeta.Writable(Thief), AccountMeta.Readonly(c.Wrapped), AccountMeta.Signer(c.Wallet)], [4, 0, 0, 0]))),
        ["new account"] = (SwapRefusalCodes.System, _ => true, c => c.Add(SystemInstructions.CreateAccount(c.Wallet, c.Wallet, 1, 0, Thief))),
        ["close target"] = (SwapRefusalCodes.CloseTarget, _ => true, c => c.Replace(SolanaPrograms.Token, 9, TokenInstructions.CloseAccount(SolanaPrograms.Token, c.Wrapped, Thief, c.Wallet))),
        ["close of another account"] = (SwapRefusalCodes.WrappedAccount, c => c.Destination != c.Wrapped, c => c.Add(TokenInstructions.CloseAccount(SolanaPrograms.Token, c.Destination, c.Wallet, c.Wallet))),
        ["sync of another account"] = (SwapRefusalCodes.WrappedAccount, _ => true, c => c.Add(TokenInstructions.SyncNative(SolanaPrograms.Token, Thief))),
        ["token account's owner"] = (SwapRefusalCodes.TokenAccountOwner, _ => true, c => c.Add(AssociatedTokenInstructions.CreateIdempotent(c.Wallet, Thief, c.Expected.OutputMint, c.Expected.OutputProgram))),
        ["token account's mint"] = (SwapRefusalCodes.TokenAccountMint, _ => true, c => c.Add(AssociatedTokenInstructions.CreateIdempotent(c.Wallet, c.Wallet, Thief, SolanaPrograms.Token))),
        ["token account's address"] = (SwapRefusalCodes.TokenAccountCreation, _ => true, c => c.Edit(SolanaPrograms.AssociatedToken, i => With(i, 1, Thief))),
        ["token account not idempotent"] = (SwapRefusalCodes.TokenAccountCreation, _ => true, c => c.Edit(SolanaPrograms.AssociatedToken, i => new Instruction(i.Program, i.Accounts, [0]))),
        ["other program"] = (SwapRefusalCodes.Program, _ => true, c => c.Add(new Instruction(Thief, [AccountMeta.Signer(c.Wallet)], [1]))),
        ["memo"] = (SwapRefusalCodes.Program, _ => true, c => c.Add(MemoInstructions.Write("hello"))),
        ["blockhash"] = (SwapRefusalCodes.Blockhash, _ => true, c => c.Blockhash = new Blockhash(Thief)),
        ["no route"] = (SwapRefusalCodes.RouteCount, _ => true, c => c.Instructions.RemoveAll(i => i.Program == SolanaPrograms.Jupiter)),
        ["two routes"] = (SwapRefusalCodes.RouteCount, _ => true, c => c.Add(c.Route)),
        ["other call of Jupiter"] = (SwapRefusalCodes.RouteKind, _ => true, c => c.Add(new Instruction(SolanaPrograms.Jupiter, [], [62, 198, 214, 193, 213, 159, 108, 210, 0]))),
        ["token ledger"] = (SwapRefusalCodes.RouteKind, _ => true, c => c.Add(new Instruction(SolanaPrograms.Jupiter, [], [0x96, 0x56, 0x47, 0x74, 0xa7, 0x5d, 0x0e, 0x68, 1, 0, 0, 0]))),
        ["route authority"] = (SwapRefusalCodes.RouteAuthority, _ => true, c => c.Account(c.Layout.Authority, Thief)),
        ["route source"] = (SwapRefusalCodes.RouteSource, _ => true, c => c.Account(c.Layout.Source, Thief)),
        ["route destination"] = (SwapRefusalCodes.RouteDestination, _ => true, c => c.Account(c.Layout.Destination, Thief)),
        ["other destination"] = (SwapRefusalCodes.RouteDestination, c => c.Layout.OtherDestination is not null, c => c.Account(c.Layout.OtherDestination!.Value, Thief)),
        ["destination mint"] = (SwapRefusalCodes.RouteMint, _ => true, c => c.Account(c.Layout.DestinationMint, Thief)),
        ["source mint"] = (SwapRefusalCodes.RouteMint, c => c.Layout.SourceMint is not null, c => c.Account(c.Layout.SourceMint!.Value, Thief)),
        ["fee account"] = (SwapRefusalCodes.RouteFeeAccount, c => c.Layout.FeeAccount is not null, c => c.Account(c.Layout.FeeAccount!.Value, Thief)),
        ["fee account that cannot be checked"] = (SwapRefusalCodes.RouteFeeAccount, c => c.Layout.IsV2, c => c.Expected = c.Expected with { FeeAccount = Thief }),
        ["token program"] = (SwapRefusalCodes.RouteAccounts, _ => true, c => c.Account(c.Layout.TokenProgram, Thief)),
        ["event authority"] = (SwapRefusalCodes.RouteAccounts, _ => true, c => c.Account(c.Layout.EventAuthority, Thief)),
        ["program authority"] = (SwapRefusalCodes.RouteAccounts, c => c.Layout.ProgramAuthority is not null, c => c.Account(c.Layout.ProgramAuthority!.Value, Thief)),
        ["in amount"] = (SwapRefusalCodes.RouteIn, _ => true, c => c.Expected = c.Expected with { InAmount = c.Expected.InAmount + 1 }),
        ["minimum out"] = (SwapRefusalCodes.RouteOut, _ => true, c => c.Amount(second: true, 1)),
        ["slippage"] = (SwapRefusalCodes.RouteSlippage, _ => true, c => c.Data(d => d.Span[c.AmountsAt + 16] ^= 1)),
        ["platform fee"] = (SwapRefusalCodes.RouteFee, c => c.Expected.PlatformFeeBasisPoints == 0, c => c.Fee(1)),
        ["positive slippage"] = (SwapRefusalCodes.RouteFee, c => c.Layout.IsV2, c => c.Data(d => d[(c.AmountsAt + 20)..].Span[0] = 1)),
        ["copy of the amounts at the end"] = (SwapRefusalCodes.RouteData, c => !c.Layout.IsV2, c => c.Route = new Instruction(c.Route.Program, c.Route.Accounts, [.. c.Route.Data, .. c.Route.Data[^19..]])),
        ["unknown venue"] = (SwapRefusalCodes.RouteData, c => !c.Layout.IsV2, c => c.Data(d => d.Span[8 + (c.Layout.IsShared ? 1 : 0) + 4] = 250)),
        ["plan without steps"] = (SwapRefusalCodes.RouteData, c => c.Layout.IsV2, c => c.Data(d => d[(c.AmountsAt + 22)..].Span[..4].Clear())),
        ["cut data"] = (SwapRefusalCodes.RouteData, _ => true, c => c.Route = new Instruction(c.Route.Program, c.Route.Accounts, c.Route.Data[..20])),
        ["an account that it has no business with"] = (SwapRefusalCodes.ForbiddenAccount, _ => true, c =>
        {
            c.Route = new Instruction(c.Route.Program, c.Route.Accounts.Add(AccountMeta.Writable(Thief)), c.Route.Data);
            c.Expected = c.Expected with { ForbiddenAccounts = new HashSet<PublicKey> { Thief } };
        }),
    };

    public static TheoryData<string> Names => [.. Mutants.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_mutant_is_refused_with_its_own_code(string name)
    {
        var (code, applies, change) = Mutants[name];
        // Of each route: SOL in, USDC to SOL, USDC to another; with a tip, a fee, a mint on the way.
        var cases = RouteVector.All.Where((_, i) => i % 15 is 0 or 2 or 6 or 8 or 12).Select(route => new Case(route)).Where(applies).ToList();

        Assert.NotEmpty(cases);
        foreach (var mutant in cases)
        {
            Assert.True(mutant.Inspect().IsAccepted);
            change(mutant);
            var result = mutant.Inspect();
            Assert.Null(result.Facts);
            Assert.Contains(code, result.Refusals.Select(refusal => refusal.Code));
            // A change of the payer also makes a second signer; all else has one code.
            Assert.True(name is "other fee payer" or "new account" || result.Refusals.All(refusal => refusal.Code == code), string.Join('\n', result.Refusals));
        }
    }

    [Fact]
    public void Every_code_that_a_route_can_be_refused_with_has_a_mutant()
    {
        var codes = typeof(SwapRefusalCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToHashSet();
        codes.ExceptWith(Mutants.Values.Select(mutant => mutant.Code));

        Assert.Equal(
            [SwapRefusalCodes.LookupTableDisagreement, SwapRefusalCodes.LookupTableMissing, SwapRefusalCodes.Malformed, SwapRefusalCodes.RouteMode, SwapRefusalCodes.TokenAccountPayer],
            codes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Another_payer_of_a_token_account_and_the_other_mode_have_their_codes()
    {
        var mutant = new Case(RouteVector.All[0]);
        mutant.Edit(SolanaPrograms.AssociatedToken, i => new Instruction(i.Program, i.Accounts.SetItem(0, AccountMeta.Writable(Thief)), i.Data));
        var reversed = new Case(RouteVector.All[0]);
        reversed.Expected = reversed.Expected with { Mode = SwapMode.ExactOut };

        Assert.Equal([SwapRefusalCodes.TokenAccountPayer], mutant.Inspect().Refusals.Select(r => r.Code).Distinct());
        Assert.Contains(SwapRefusalCodes.RouteMode, reversed.Inspect().Refusals.Select(r => r.Code));
    }

    private static Instruction With(Instruction instruction, int index, PublicKey key) =>
        new(instruction.Program, instruction.Accounts.SetItem(index, instruction.Accounts[index] with { Key = key, IsSigner = false }), instruction.Data);

    private static byte[] Le(ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes;
    }

    /// <summary>A genuine swap, taken apart; put together again without lookup tables, so that any account can be exchanged.</summary>
    private sealed class Case(RouteVector vector)
    {
        public SwapExpectation Expected { get; set; } = vector.Expectation;

        public PublicKey Wallet { get; } = vector.Expectation.Wallet;

        public PublicKey FeePayer { get; set; } = vector.Expectation.Wallet;

        public Blockhash Blockhash { get; set; } = Blockhash.Parse(vector.Blockhash);

        public List<Instruction> Instructions { get; } = [.. SolanaTransaction.Parse(vector.Transaction).Message.Resolve(vector.LookupTables).Instructions];

        public PublicKey Wrapped => ProgramDerivedAddress.AssociatedTokenAccount(Wallet, SolanaPrograms.WrappedSol, SolanaPrograms.Token);

        public PublicKey Source => ProgramDerivedAddress.AssociatedTokenAccount(Wallet, Expected.InputMint, Expected.InputProgram);

        public PublicKey Destination => ProgramDerivedAddress.AssociatedTokenAccount(Wallet, Expected.OutputMint, Expected.OutputProgram);

        public Instruction Route
        {
            get => Instructions.First(i => i.Program == SolanaPrograms.Jupiter);
            set => Instructions[Instructions.FindIndex(i => i.Program == SolanaPrograms.Jupiter)] = value;
        }

        public JupiterRouteLayout Layout => JupiterRoute.LayoutOf(Route)!;

        /// <summary>Where the two amounts begin.</summary>
        public int AmountsAt => Layout.IsV2 ? 8 + (Layout.IsShared ? 1 : 0) : Route.Data.Length - 19;

        public SwapInspectionResult Inspect()
        {
            // What is too large for a packet without tables is put into one.
            var pools = Instructions.Where(i => i.Program == SolanaPrograms.Jupiter).SelectMany(i => i.Accounts.Skip(13)).Where(a => !a.IsSigner && a.Key != Source).Select(a => a.Key).Distinct();
            var table = new AddressLookupTable(new PublicKey([.. Enumerable.Repeat((byte)77, 32)]), [.. pools]);
            var message = MessageCompiler.Compile(FeePayer, Instructions, Blockhash, table);
            return SwapInspection.Inspect(SolanaTransaction.Unsigned(message).Bytes, Expected, [table], [table]);
        }

        public void Add(Instruction instruction) => Instructions.Add(instruction);

        public bool Has(PublicKey program, byte tag) => Instructions.Exists(i => i.Program == program && i.Data[0] == tag);

        public void Edit(PublicKey program, Func<Instruction, Instruction> change)
        {
            var index = Instructions.FindIndex(i => i.Program == program);
            Instructions[index] = change(Instructions[index]);
        }

        public void Replace(PublicKey program, byte tag, Instruction instruction)
        {
            Instructions.RemoveAll(i => i.Program == program && i.Data[0] == tag);
            Instructions.Add(instruction);
        }

        public void Account(int index, PublicKey key) => Route = With(Route, index, key);

        public void Data(Action<Memory<byte>> change)
        {
            byte[] data = [.. Route.Data];
            change(data);
            Route = new Instruction(Route.Program, Route.Accounts, ImmutableArray.Create(data));
        }

        public void Amount(bool second, ulong value) => Data(data =>
        {
            // The output is the second amount, or the first where it is fixed.
            var at = AmountsAt + (second == (Layout.Mode == SwapMode.ExactIn) ? 8 : 0);
            BinaryPrimitives.WriteUInt64LittleEndian(data.Span[at..], value);
        });

        public void Fee(byte basisPoints) => Data(data => data.Span[AmountsAt + 18] = basisPoints);
    }
}
