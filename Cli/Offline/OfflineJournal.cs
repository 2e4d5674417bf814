using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Gateway.Api.Journal;

namespace PuppetEngine.Cli.Offline;

/// <summary>Verifies a chain on the tables themselves: rows against each other, and against the heads that were signed outside the database.</summary>
internal static class OfflineJournal
{
    private const int PageSize = 500;

    /// <summary>Verifies an agent's chain.</summary>
    /// <exception cref="CliException">The tables cannot be read, or there is no such agent.</exception>
    public static Task<JournalVerification> VerifyAsync(Func<string, string?> variable, string agentId, CancellationToken cancellationToken) =>
        OfflineData.WithAsync(variable, async services =>
        {
            if (await services.GetRequiredService<IAgentCatalog>().FindAgentAsync(agentId, cancellationToken) is null)
            {
                throw new CliException($"There is no agent '{agentId}' in this database.");
            }

            var (heads, problems) = await services.GetRequiredService<ISignedHeadLog>().ReadAgentAsync(agentId, cancellationToken);
            var verifier = new JournalVerifier(agentId, heads);
            var journal = services.GetRequiredService<IJournalStore>();
            for (long after = 0; ;)
            {
                var page = await journal.ReadAsync(agentId, after, PageSize, newestFirst: false, cancellationToken);
                page.Items.ForEach(verifier.Add);
                if (page.Items.Count == 0 || page.Next is null)
                {
                    break;
                }

                after = page.Next.Value;
            }

            var verdict = verifier.Verdict();
            return new JournalVerification(agentId, verdict.Intact && problems.Count == 0, verdict.Rows, [.. verdict.Problems, .. problems]);
        });
}
