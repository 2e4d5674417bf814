using PuppetEngine.Emulators.Storage;
using PuppetEngine.Emulators.X.Accounts;
using PuppetEngine.Emulators.X.Posts;

namespace PuppetEngine.Emulators.X.Interactions;

/// <summary>Likes and follows: states, so that doing one twice does it once. Guarded by the world's lock.</summary>
internal sealed class XInteractions(XDirectory directory, XPostStore posts, EmulatorLog log)
{
    /// <summary>Sets or ends a state; true where that changed something.</summary>
    public bool Set(XInteraction interaction)
    {
        if (Has(interaction) != interaction.Undone)
        {
            return false;
        }

        log.Append(new LogEntry { Interaction = interaction });
        Restore(interaction);
        return true;
    }

    public void Restore(XInteraction interaction)
    {
        if (directory.ById(interaction.UserId) is not { } account)
        {
            return;
        }

        var set = interaction.Kind == XInteraction.Like ? account.Likes : account.Follows;
        var changed = interaction.Undone ? set.Remove(interaction.Target) : set.Add(interaction.Target);
        if (changed && interaction.Kind == XInteraction.Like)
        {
            posts.Count(interaction.Target, c => c with { Likes = Math.Max(0, c.Likes + (interaction.Undone ? -1 : 1)) });
        }
    }

    private bool Has(XInteraction interaction) =>
        directory.ById(interaction.UserId) is { } account
        && (interaction.Kind == XInteraction.Like ? account.Likes : account.Follows).Contains(interaction.Target);
}
