using Orleans;

namespace PuppetEngine.Grains.Abstractions.Trading;

/// <summary>What an extension of Token-2022 lets somebody do with a token, as far as policy tells them apart.</summary>
[GenerateSerializer, Alias("PuppetEngine.Trading.TokenExtension")]
public enum TokenExtension
{
    /// <summary>Name, symbol and address of a description, or a pointer to it: it moves nothing.</summary>
    Metadata = 0,

    /// <summary>Every transfer pays a share to the issuer.</summary>
    TransferFee = 1,

    /// <summary>Any other: hooks, permanent delegates, frozen by default, and whatever is not known yet.</summary>
    Other = 2,
}
