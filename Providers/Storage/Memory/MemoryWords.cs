using System.Text;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Memory;

/// <summary>
/// The index of words. On SQLite a full-text table (FTS5) whose texts are cut into words by the program, so that both databases and the
/// scorer agree on what a word is; its first column holds the agent, so that a search walks one agent's rows and not everybody's. On
/// PostgreSQL a column of words, compared within one agent's rows. Where SQLite has no FTS5 the newest rows are scored without an index.
/// </summary>
internal static class MemoryWords
{
    /// <summary>Candidates that an index gives, before they are scored.</summary>
    internal const int MostCandidates = 400;

    private const string HasTable = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'memory_words'";
    private const string HasModule = "SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'";
    private const string Create = "CREATE VIRTUAL TABLE memory_words USING fts5(agent, words, tokenize = 'unicode61')";
    private const string Add = "INSERT INTO memory_words (rowid, agent, words) VALUES (@number, @agent, @words)";

    /// <summary>Makes SQLite's index where it can be had, filled from the rows that are there; returns whether there is one.</summary>
    internal static bool Ensure(SqlSession session)
    {
        if (session.Number(HasModule) == 0)
        {
            return false;
        }

        if (session.Number(HasTable) == 0)
        {
            session.Execute(Create);
        }

        // Rows that were written where SQLite had no FTS5, or by a release that had no index.
        var indexed = session.Number("SELECT MAX(rowid) FROM memory_words") ?? 0;
        foreach (var (number, agent, content) in session.Rows(
            "SELECT number, agent_id, content FROM memory WHERE number > @after ORDER BY number",
            static r => (r.GetInt64(0), r.GetString(1), r.GetString(2)), ("@after", indexed)))
        {
            Put(session, number, agent, content);
        }

        return true;
    }

    internal static void Put(SqlSession session, long number, string agentId, string content) =>
        session.Execute(Add, ("@number", number), ("@agent", AgentWord(agentId)), ("@words", string.Join(' ', LexicalTokenizer.Tokenize(content))));

    internal static void Remove(SqlSession session, long number) =>
        session.Execute("DELETE FROM memory_words WHERE rowid = @number", ("@number", number));

    /// <summary>The query in FTS5's language; every word is quoted, so that nothing in a text is an operator.</summary>
    internal static string Match(string agentId, IReadOnlyList<string> words) =>
        $"agent : \"{AgentWord(agentId)}\" AND words : ({string.Join(" OR ", words.Select(w => $"\"{w}\""))})";

    // As hexadecimal digits, because the tokenizer would cut 'ada.lovelace' in two.
    private static string AgentWord(string agentId) => "a" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(agentId));
}
