using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace PuppetEngine.Emulators.Solana.Runtime;

/// <summary>Why a transaction failed, in the words and the JSON of the cluster.</summary>
/// <param name="Name">The cluster's name, as <c>BlockhashNotFound</c>.</param>
/// <param name="Index">Place of the instruction or of the account, where the name has one.</param>
/// <param name="Inner">What the instruction failed of.</param>
internal sealed record TransactionError(string Name, int? Index = null, InstructionError? Inner = null)
{
    public static readonly TransactionError BlockhashNotFound = new("BlockhashNotFound");
    public static readonly TransactionError AlreadyProcessed = new("AlreadyProcessed");
    public static readonly TransactionError AccountNotFound = new("AccountNotFound");
    public static readonly TransactionError InsufficientFundsForFee = new("InsufficientFundsForFee");
    public static readonly TransactionError InvalidAccountForFee = new("InvalidAccountForFee");
    public static readonly TransactionError SignatureFailure = new("SignatureFailure");

    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["BlockhashNotFound"] = "Blockhash not found",
        ["AlreadyProcessed"] = "This transaction has already been processed",
        ["AccountNotFound"] = "Attempt to debit an account but found no record of a prior credit.",
        ["InsufficientFundsForFee"] = "Insufficient funds for fee",
        ["InvalidAccountForFee"] = "This account may not be used to pay transaction fees",
        ["ProgramAccountNotFound"] = "Attempt to load a program that does not exist",
        ["InvalidProgramForExecution"] = "This program may not be used for executing instructions",
        ["SignatureFailure"] = "Transaction did not pass signature verification",
        ["AddressLookupTableNotFound"] = "Transaction loads an address table account that doesn't exist",
        ["InvalidAddressLookupTableOwner"] = "Transaction loads an address table account with an invalid owner",
        ["InvalidAddressLookupTableData"] = "Transaction loads an address table account with invalid data",
        ["InvalidAddressLookupTableIndex"] = "Transaction address table lookup uses an invalid index",
    };

    public static TransactionError InInstruction(int index, InstructionError error) => new("InstructionError", index, error);

    public static TransactionError ForRent(int account) => new("InsufficientFundsForRent", account);

    [JsonIgnore]
    public string Sentence => this switch
    {
        { Inner: { } inner } => $"Error processing Instruction {Index}: {inner.Sentence}",
        { Name: "InsufficientFundsForRent" } => $"Transaction results in an account ({Index}) with insufficient funds for rent",
        { Name: "DuplicateInstruction" } => $"Transaction contains a duplicate instruction ({Index}) that is not allowed",
        _ => Sentences.GetValueOrDefault(Name, Name),
    };

    public JsonNode ToJson() => this switch
    {
        { Inner: { } inner } => new JsonObject { [Name] = new JsonArray(Index, inner.ToJson()) },
        { Name: "InsufficientFundsForRent" } => new JsonObject { [Name] = new JsonObject { ["account_index"] = Index } },
        { Index: { } index } => new JsonObject { [Name] = index },
        _ => JsonValue.Create(Name),
    };

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static TransactionError? Parse(JsonNode? node)
    {
        if (node is not JsonObject named)
        {
            return node is null ? null : new TransactionError(node.GetValue<string>());
        }

        var (name, value) = named.First();
        return value switch
        {
            JsonArray pair => InInstruction(pair[0]!.GetValue<int>(), pair[1] is JsonObject custom
                ? InstructionError.Custom(custom["Custom"]!.GetValue<uint>())
                : new InstructionError(pair[1]!.GetValue<string>())),
            JsonObject place => new TransactionError(name, place["account_index"]!.GetValue<int>()),
            _ => new TransactionError(name, value!.GetValue<int>()),
        };
    }
}
