namespace PuppetEngine.Emulators.Control;

/// <summary>Body of <c>POST /control/solana/fund</c>: lamports, or base units of a mint's token.</summary>
internal sealed record SolanaFundRequest
{
    public required string Address { get; init; }

    /// <summary>Lamports, or base units.</summary>
    public required ulong Amount { get; init; }

    /// <summary>The token; null for lamports.</summary>
    public string? Mint { get; init; }
}

/// <summary>Body of <c>POST /control/solana/mints</c>. What it leaves out a mint does not have.</summary>
internal sealed record SolanaMintRequest
{
    /// <summary>Its address; null makes one up.</summary>
    public string? Address { get; init; }

    public byte Decimals { get; init; } = 6;

    public ulong Supply { get; init; }

    public string? MintAuthority { get; init; }

    public string? FreezeAuthority { get; init; }

    /// <summary>Token-2022; also wherever an extension is asked for.</summary>
    public bool Token2022 { get; init; }

    /// <summary>With symbol: a metadata pointer to the mint itself, and the metadata in it.</summary>
    public string? Name { get; init; }

    public string? Symbol { get; init; }

    public string Uri { get; init; } = "";

    public ushort? TransferFeeBps { get; init; }

    public ulong TransferFeeMaximum { get; init; } = ulong.MaxValue;

    public string? PermanentDelegate { get; init; }

    /// <summary>Program of a transfer hook, which is never called.</summary>
    public string? TransferHook { get; init; }

    public string? MintCloseAuthority { get; init; }

    /// <summary>New accounts begin frozen.</summary>
    public bool DefaultFrozen { get; init; }

    public bool NonTransferable { get; init; }

    /// <summary>Who may pause all transfers; kept as data.</summary>
    public string? PauseAuthority { get; init; }
}

/// <summary>Body of <c>POST /control/solana/nodes</c>.</summary>
internal sealed record SolanaNodeRequest
{
    /// <summary><c>a</c> for /solana, <c>b</c> for /solana-b.</summary>
    public required string Node { get; init; }

    /// <summary>Slots behind the cluster from now on.</summary>
    public int? LagSlots { get; init; }

    /// <summary>Cuts every open socket.</summary>
    public bool Cut { get; init; }
}

/// <summary>Body of <c>POST /control/solana/forks</c>.</summary>
internal sealed record SolanaForkRequest
{
    /// <summary>The transaction that is gone afterwards.</summary>
    public string? Signature { get; init; }

    /// <summary>Without a signature: how many of the newest slots are given up.</summary>
    public ulong Slots { get; init; } = 5;
}
