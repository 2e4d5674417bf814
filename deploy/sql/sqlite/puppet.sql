-- puppet.db: agents, effects, journal, memory, secrets, kill switch, deployment. Version 1.
-- Every statement may run again on a database of this version. Times are milliseconds since 1970 UTC.

CREATE TABLE IF NOT EXISTS schema_version (
    one     INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL
);
INSERT INTO schema_version (one, version) VALUES (1, 1) ON CONFLICT DO NOTHING;

CREATE TABLE IF NOT EXISTS deployment (
    one   INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    id    TEXT    NOT NULL,
    at_ms INTEGER NOT NULL
);

-- The catalog: a projection of the agents' own commits, replaced only by a higher version. doc is the card as JSON.
CREATE TABLE IF NOT EXISTS agents (
    id      TEXT    NOT NULL PRIMARY KEY,
    status  TEXT    NOT NULL,
    version INTEGER NOT NULL,
    tags    TEXT    NOT NULL,
    doc     BLOB    NOT NULL
);
CREATE INDEX IF NOT EXISTS agents_by_status ON agents (status, id);

CREATE TABLE IF NOT EXISTS agent_tags (
    tag      TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    PRIMARY KEY (tag, agent_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS agent_tags_by_agent ON agent_tags (agent_id);

-- Effects as agents last told them. doc is the effect as JSON.
CREATE TABLE IF NOT EXISTS effects (
    id       TEXT    NOT NULL PRIMARY KEY,
    agent_id TEXT    NOT NULL,
    kind     INTEGER NOT NULL,
    state    INTEGER NOT NULL,
    version  INTEGER NOT NULL,
    at_ms    INTEGER NOT NULL,
    doc      BLOB    NOT NULL
);
CREATE INDEX IF NOT EXISTS effects_by_time  ON effects (at_ms, id);
CREATE INDEX IF NOT EXISTS effects_by_agent ON effects (agent_id, at_ms, id);
CREATE INDEX IF NOT EXISTS effects_by_state ON effects (state, at_ms, id);

-- Counts that a status page asks for every second, kept by triggers so that they cost nothing at 100,000 agents.
CREATE TABLE IF NOT EXISTS totals (
    name TEXT    NOT NULL,
    key  TEXT    NOT NULL,
    n    INTEGER NOT NULL,
    PRIMARY KEY (name, key)
) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS agents_counted AFTER INSERT ON agents BEGIN
    INSERT INTO totals (name, key, n) VALUES ('agents', new.status, 1) ON CONFLICT (name, key) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER IF NOT EXISTS agents_recounted AFTER UPDATE OF status ON agents WHEN old.status <> new.status BEGIN
    UPDATE totals SET n = n - 1 WHERE name = 'agents' AND key = old.status;
    INSERT INTO totals (name, key, n) VALUES ('agents', new.status, 1) ON CONFLICT (name, key) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER IF NOT EXISTS effects_counted AFTER INSERT ON effects BEGIN
    INSERT INTO totals (name, key, n) VALUES ('effects', new.state, 1) ON CONFLICT (name, key) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER IF NOT EXISTS effects_recounted AFTER UPDATE OF state ON effects WHEN old.state <> new.state BEGIN
    UPDATE totals SET n = n - 1 WHERE name = 'effects' AND key = old.state;
    INSERT INTO totals (name, key, n) VALUES ('effects', new.state, 1) ON CONFLICT (name, key) DO UPDATE SET n = n + 1;
END;

-- The journal. A payload is bytes, never a JSON type that could reorder it; an erasure takes payload and salt, and the chain still verifies.
CREATE TABLE IF NOT EXISTS journal (
    feed_position  INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    agent_id       TEXT    NOT NULL,
    seq            INTEGER NOT NULL,
    entry_key      TEXT    NOT NULL,
    kind           TEXT    NOT NULL,
    at_ms          INTEGER NOT NULL,
    effect_id      TEXT    NOT NULL,
    summary        TEXT    NOT NULL,
    salt           BLOB    NOT NULL,
    payload_digest BLOB    NOT NULL,
    prev           BLOB    NOT NULL,
    hash           BLOB    NOT NULL,
    payload        BLOB
);
CREATE UNIQUE INDEX IF NOT EXISTS journal_by_seq ON journal (agent_id, seq);
CREATE UNIQUE INDEX IF NOT EXISTS journal_by_key ON journal (agent_id, entry_key);

-- One row per memory. The text is the truth; memory_words (full text, made by the program where SQLite has FTS5) is derived from it.
CREATE TABLE IF NOT EXISTS memory (
    number         INTEGER NOT NULL PRIMARY KEY,
    agent_id       TEXT    NOT NULL,
    id             TEXT    NOT NULL,
    kind           TEXT    NOT NULL,
    content        TEXT    NOT NULL,
    importance     REAL    NOT NULL,
    valence        REAL    NOT NULL,
    provenance     INTEGER NOT NULL,
    at_ms          INTEGER NOT NULL,
    associations   TEXT    NOT NULL,
    access_count   INTEGER NOT NULL,
    last_access_ms INTEGER
);
CREATE UNIQUE INDEX IF NOT EXISTS memory_by_id   ON memory (agent_id, id);
CREATE INDEX IF NOT EXISTS        memory_by_time ON memory (agent_id, at_ms, id);
CREATE INDEX IF NOT EXISTS        memory_by_kind ON memory (agent_id, kind, at_ms, id);

-- Events: what is to be told to agents, and how far that has come. doc is the whole as JSON; the columns beside it are for finding.
CREATE TABLE IF NOT EXISTS events (
    id         TEXT    NOT NULL PRIMARY KEY,
    type       TEXT    NOT NULL,
    priority   INTEGER NOT NULL,
    state      INTEGER NOT NULL,
    due_ms     INTEGER NOT NULL,
    next_at_ms INTEGER NOT NULL,
    doc        BLOB    NOT NULL
);
CREATE INDEX IF NOT EXISTS events_by_time ON events (due_ms, id);
CREATE INDEX IF NOT EXISTS events_by_type ON events (type, due_ms, id);
CREATE INDEX IF NOT EXISTS events_open    ON events (next_at_ms) WHERE state < 2;

-- Secrets, sealed with AES-256-GCM under a key that lies in a file apart; the name is the associated data.
CREATE TABLE IF NOT EXISTS secrets (
    name   TEXT    NOT NULL PRIMARY KEY,
    key_id TEXT    NOT NULL,
    nonce  BLOB    NOT NULL,
    sealed BLOB    NOT NULL,
    at_ms  INTEGER NOT NULL
) WITHOUT ROWID;

-- One row, read by every signer at most a second before it signs.
CREATE TABLE IF NOT EXISTS kill_switch (
    one   INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    epoch INTEGER NOT NULL,
    doc   BLOB    NOT NULL
);
