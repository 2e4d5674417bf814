-- puppet.db: agents, effects, journal, memory, secrets, kill switch, deployment. Version 2.
-- Every statement may run again on a database of this version. Times are milliseconds since 1970 UTC.

CREATE TABLE IF NOT EXISTS schema_version (
    one     INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL
);
INSERT INTO schema_version (one, version) VALUES (1, 2) ON CONFLICT (one) DO UPDATE SET version = MAX(version, excluded.version);

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

-- Which account says a text, by a hash of its world and words. Taken over only when its time is past, or what was to say it ended unsent.
CREATE TABLE IF NOT EXISTS said (
    text_key    INTEGER NOT NULL PRIMARY KEY,
    account_key TEXT    NOT NULL,
    effect_id   TEXT    NOT NULL,
    at_ms       INTEGER NOT NULL,
    until_ms    INTEGER NOT NULL
);

-- What agents make of others, as they last told it. doc is the relationship as JSON.
CREATE TABLE IF NOT EXISTS relationships (
    agent_id  TEXT    NOT NULL,
    target_id TEXT    NOT NULL,
    version   INTEGER NOT NULL,
    last_ms   INTEGER NOT NULL,
    doc       BLOB    NOT NULL,
    PRIMARY KEY (agent_id, target_id)
);
CREATE INDEX IF NOT EXISTS relationships_by_time ON relationships (agent_id, last_ms, target_id);

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

-- One row per memory; the rows are the truth. What is sealed has an empty content here and its text in memory_sealed.
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
CREATE INDEX IF NOT EXISTS        memory_by_number ON memory (agent_id, number);
CREATE INDEX IF NOT EXISTS        memory_recalled ON memory (agent_id, number) WHERE access_count > 0;

-- Version 1 had an index of words here. Words are searched in the memory grain now, also those of sealed texts.
DROP TABLE IF EXISTS memory_words;

-- Texts sealed with AES-256-GCM under a key that lies in a file apart.
CREATE TABLE IF NOT EXISTS memory_sealed (
    number   INTEGER NOT NULL PRIMARY KEY,
    agent_id TEXT    NOT NULL,
    key_id   TEXT    NOT NULL,
    body     BLOB    NOT NULL
);
CREATE INDEX IF NOT EXISTS memory_sealed_by_key ON memory_sealed (key_id, number);

-- Vectors of length 1, 32-bit floats; derived, stamped with their model. key_id is NULL where they are not sealed.
CREATE TABLE IF NOT EXISTS memory_vectors (
    number   INTEGER NOT NULL PRIMARY KEY,
    agent_id TEXT    NOT NULL,
    model    TEXT    NOT NULL,
    key_id   TEXT,
    vector   BLOB    NOT NULL
);

-- Parts of the agents' indexes, a thousand rows each; derived from rows and vectors.
CREATE TABLE IF NOT EXISTS memory_blocks (
    agent_id     TEXT    NOT NULL,
    first_number INTEGER NOT NULL,
    last_number  INTEGER NOT NULL,
    model        TEXT    NOT NULL,
    key_id       TEXT,
    body         BLOB    NOT NULL,
    PRIMARY KEY (agent_id, first_number)
);

-- Which memories were consolidated into others.
CREATE TABLE IF NOT EXISTS memory_consolidated (
    number   INTEGER NOT NULL PRIMARY KEY,
    agent_id TEXT    NOT NULL
);
CREATE INDEX IF NOT EXISTS memory_consolidated_by_agent ON memory_consolidated (agent_id, number);

-- What was forgotten, and why: never the text. An id in it is not taken in again, but by an import.
CREATE TABLE IF NOT EXISTS memory_forgotten (
    agent_id TEXT    NOT NULL,
    id       TEXT    NOT NULL,
    kind     TEXT    NOT NULL,
    reason   TEXT    NOT NULL,
    at_ms    INTEGER NOT NULL,
    PRIMARY KEY (agent_id, id)
) WITHOUT ROWID;

-- An agent's model of vectors, and how far the day's job has come.
CREATE TABLE IF NOT EXISTS memory_agents (
    agent_id         TEXT    NOT NULL PRIMARY KEY,
    model            TEXT,
    dimension        INTEGER NOT NULL,
    job_day          INTEGER NOT NULL,
    reflected_number INTEGER NOT NULL
);

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
