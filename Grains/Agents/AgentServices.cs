using Microsoft.Extensions.Options;
using Orleans;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Engine.Social;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Social;

namespace PuppetEngine.Grains.Agents;

/// <summary>What every agent of a silo shares. One instance, so that an activation holds one reference instead of many.</summary>
internal sealed class AgentServices(
    IGrainFactory grains,
    IAgentLedger ledger,
    JournalChain journal,
    Worlds worlds,
    IOptions<TurnOptions> turns,
    IOptions<SocialOptions> social,
    TurnAdmission admission,
    ISocialAccounts accounts,
    ISecretSpotter secrets,
    IRelationshipStore relationships,
    IDraftGate gate,
    IWalletKeys wallets,
    IOptions<TradingOptions> trading,
    TimeProvider time)
{
    /// <summary>Other grains.</summary>
    public IGrainFactory Grains { get; } = grains;

    /// <summary>The tables.</summary>
    public IAgentLedger Ledger { get; } = ledger;

    /// <summary>Makes journal rows.</summary>
    public JournalChain Journal { get; } = journal;

    /// <summary>The worlds this process acts in.</summary>
    public Worlds Worlds { get; } = worlds;

    /// <summary>How turns are paced.</summary>
    public TurnOptions Turns { get; } = turns.Value;

    /// <summary>Whether agents read the mentions of their accounts.</summary>
    public bool ReadMentions { get; } = social.Value.ReadsMentions(worlds.X.IsLive);

    /// <summary>The access tier that the configuration states; empty where it leaves that to the network.</summary>
    public string Tier { get; } = social.Value.Tier ?? "";

    /// <summary>How long no other account of ours says what one has said.</summary>
    public TimeSpan IdenticalWindow { get; } = social.Value.IdenticalWindow;

    /// <summary>How many turns run at once.</summary>
    public TurnAdmission Admission { get; } = admission;

    /// <summary>Which accounts can act.</summary>
    public ISocialAccounts Accounts { get; } = accounts;

    /// <summary>Knows a secret of this deployment when it sees one.</summary>
    public ISecretSpotter Secrets { get; } = secrets;

    /// <summary>What stands between a draft and the world.</summary>
    public IDraftGate Gate { get; } = gate;

    /// <summary>What agents make of others.</summary>
    public IRelationshipStore Relationships { get; } = relationships;

    /// <summary>Which wallets there are.</summary>
    public IWalletKeys Wallets { get; } = wallets;

    /// <summary>What any wallet may do at most.</summary>
    public TradingOptions Trading { get; } = trading.Value;

    /// <summary>Profiles of busy agents.</summary>
    public ProfileCache Profiles { get; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;
}
