namespace PuppetEngine.Providers.Solana.Inspection;

/// <summary>A reason not to sign. The code is stable: journals and operators keep it.</summary>
/// <param name="Code">One of <see cref="SwapRefusalCodes"/>.</param>
/// <param name="Message">What was found, in a sentence; addresses and numbers only, never text from the chain.</param>
/// <param name="Instruction">The instruction's index; null where it concerns the whole transaction.</param>
public sealed record SwapRefusal(string Code, string Message, int? Instruction = null);

/// <summary>The codes of <see cref="SwapRefusal"/>.</summary>
public static class SwapRefusalCodes
{
    /// <summary>The bytes are no transaction, or have a second spelling.</summary>
    public const string Malformed = "malformed_transaction";

    /// <summary>The two endpoints do not agree about a lookup table.</summary>
    public const string LookupTableDisagreement = "lookup_table_disagreement";

    /// <summary>A lookup table was not read, or has no such entry.</summary>
    public const string LookupTableMissing = "lookup_table_missing";

    /// <summary>Another account pays the fee.</summary>
    public const string FeePayer = "fee_payer";

    /// <summary>Another party has to sign.</summary>
    public const string ExtraSigner = "extra_signer";

    /// <summary>Another blockhash than the one whose end is known.</summary>
    public const string Blockhash = "blockhash";

    /// <summary>A call of a program that a swap does not need.</summary>
    public const string Program = "program_not_allowed";

    /// <summary>A compute budget call other than limit and price, or one of them twice.</summary>
    public const string ComputeBudget = "compute_budget";

    /// <summary>The limit times the price is above the maximum.</summary>
    public const string PriorityFee = "priority_fee_too_high";

    /// <summary>A call of the associated token program other than the idempotent creation.</summary>
    public const string TokenAccountCreation = "token_account_creation";

    /// <summary>Another account than the wallet pays for a token account.</summary>
    public const string TokenAccountPayer = "token_account_payer";

    /// <summary>A token account for another wallet.</summary>
    public const string TokenAccountOwner = "token_account_owner";

    /// <summary>A token account for a mint that the swap does not need, or of the wrong program.</summary>
    public const string TokenAccountMint = "token_account_mint";

    /// <summary>A system call other than a transfer.</summary>
    public const string System = "system_instruction";

    /// <summary>Lamports go to an account that is neither the wallet's wrapped SOL nor the stated tip's.</summary>
    public const string Transfer = "transfer_not_stated";

    /// <summary>The tip is above the maximum.</summary>
    public const string Tip = "tip_too_high";

    /// <summary>More SOL is wrapped than goes in.</summary>
    public const string WrapAmount = "wrap_amount";

    /// <summary>A token call that gives another a right over tokens.</summary>
    public const string TokenApprove = "token_approve";

    /// <summary>A token call that gives away an authority.</summary>
    public const string TokenSetAuthority = "token_set_authority";

    /// <summary>A token call that moves or burns tokens past the route.</summary>
    public const string TokenTransfer = "token_transfer";

    /// <summary>Any other token call.</summary>
    public const string Token = "token_instruction";

    /// <summary>Wrapped SOL is counted or closed in another account than the wallet's own.</summary>
    public const string WrappedAccount = "wrapped_account";

    /// <summary>What is left of wrapped SOL goes elsewhere than to the wallet, or another closes it.</summary>
    public const string CloseTarget = "close_target";

    /// <summary>No route at all, or more than one.</summary>
    public const string RouteCount = "route_count";

    /// <summary>A call of Jupiter that is no route whose amounts can be read.</summary>
    public const string RouteKind = "route_kind";

    /// <summary>The route's data cannot be read to their end.</summary>
    public const string RouteData = "route_data";

    /// <summary>The route fixes the other side than the quote.</summary>
    public const string RouteMode = "route_mode";

    /// <summary>Another than the wallet authorises the route.</summary>
    public const string RouteAuthority = "route_authority";

    /// <summary>The route takes from another account than the wallet's own.</summary>
    public const string RouteSource = "route_source";

    /// <summary>The route pays out to another account than the wallet's own.</summary>
    public const string RouteDestination = "route_destination";

    /// <summary>The route is about other mints.</summary>
    public const string RouteMint = "route_mint";

    /// <summary>The route's fixed accounts are not Jupiter's own or the token programs.</summary>
    public const string RouteAccounts = "route_accounts";

    /// <summary>Another input than quoted.</summary>
    public const string RouteIn = "route_in_amount";

    /// <summary>Another output than quoted.</summary>
    public const string RouteOut = "route_out_amount";

    /// <summary>Another slippage than quoted.</summary>
    public const string RouteSlippage = "route_slippage";

    /// <summary>A platform fee that was not stated, or a share of what comes out above the quote.</summary>
    public const string RouteFee = "route_fee";

    /// <summary>Another fee account than stated.</summary>
    public const string RouteFeeAccount = "route_fee_account";

    /// <summary>An account of the wallet appears that the swap has no business with.</summary>
    public const string ForbiddenAccount = "forbidden_account";
}
