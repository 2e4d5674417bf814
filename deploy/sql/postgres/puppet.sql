-- The tables of puppet.db for PostgreSQL 13 and later. Version 2. What each is for: deploy/sql/sqlite/puppet.sql.
-- Every statement may run again on a database of this version. Times are milliseconds since 1970 UTC.

CREATE TABLE IF NOT EXISTS schema_version (
    one     bigint NOT NULL PRIMARY KEY CHECK (one = 1),
    version bigint NOT NULL
);
INSERT INTO schema_version (one, version) VALUES (1, 2) ON CONFLICT (one) DO UPDATE SET version = GREATEST(schema_version.version, excluded.version);

CREATE TABLE IF NOT EXISTS deployment (
    one   bigint NOT NULL PRIMARY KEY CHECK (one = 1),
    id    text   NOT NULL,
    at_ms bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS agents (
    id      text   COLLATE "C" NOT NULL PRIMARY KEY,
    status  text   COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    tags    text   NOT NULL,
    doc     bytea  NOT NULL
);
CREATE INDEX IF NOT EXISTS agents_by_status ON agents (status, id);

CREATE TABLE IF NOT EXISTS agent_tags (
    tag      text COLLATE "C" NOT NULL,
    agent_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (tag, agent_id)
);
CREATE INDEX IF NOT EXISTS agent_tags_by_agent ON agent_tags (agent_id);

CREATE TABLE IF NOT EXISTS effects (
    id       text   COLLATE "C" NOT NULL PRIMARY KEY,
    agent_id text   COLLATE "C" NOT NULL,
    kind     bigint NOT NULL,
    state    bigint NOT NULL,
    version  bigint NOT NULL,
    at_ms    bigint NOT NULL,
    doc      bytea  NOT NULL
);
CREATE INDEX IF NOT EXISTS effects_by_time  ON effects (at_ms, id);
CREATE INDEX IF NOT EXISTS effects_by_agent ON effects (agent_id, at_ms, id);
CREATE INDEX IF NOT EXISTS effects_by_state ON effects (state, at_ms, id);

CREATE TABLE IF NOT EXISTS said (
    text_key    bigint NOT NULL PRIMARY KEY,
    account_key text   NOT NULL,
    effect_id   text   COLLATE "C" NOT NULL,
    at_ms       bigint NOT NULL,
    until_ms    bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS relationships (
    agent_id  text   COLLATE "C" NOT NULL,
    target_id text   COLLATE "C" NOT NULL,
    version   bigint NOT NULL,
    last_ms   bigint NOT NULL,
    doc       bytea  NOT NULL,
    PRIMARY KEY (agent_id, target_id)
);
CREATE INDEX IF NOT EXISTS relationships_by_time ON relationships (agent_id, last_ms, target_id);

-- A feed position is (base + id of the transaction) * 16384 + the row's place in it. A sequence would not do: it hands out 5 before 6, but
-- 6 may be committed first, and a reader that has seen 6 never returns for 5. Transaction ids are compared with the oldest one that still
-- runs, so a reader stops before anything that may yet appear. base grows when a dump is loaded into a cluster that counts from lower.
CREATE TABLE IF NOT EXISTS feed_base (
    one  bigint NOT NULL PRIMARY KEY CHECK (one = 1),
    base bigint NOT NULL
);
INSERT INTO feed_base (one, base) VALUES (1, 0) ON CONFLICT DO NOTHING;

CREATE TABLE IF NOT EXISTS journal (
    feed_position  bigint NOT NULL PRIMARY KEY,
    agent_id       text   COLLATE "C" NOT NULL,
    seq            bigint NOT NULL,
    entry_key      text   COLLATE "C" NOT NULL,
    kind           text   NOT NULL,
    at_ms          bigint NOT NULL,
    effect_id      text   NOT NULL,
    summary        text   NOT NULL,
    salt           bytea  NOT NULL,
    payload_digest bytea  NOT NULL,
    prev           bytea  NOT NULL,
    hash           bytea  NOT NULL,
    payload        bytea
);
CREATE UNIQUE INDEX IF NOT EXISTS journal_by_seq ON journal (agent_id, seq);
CREATE UNIQUE INDEX IF NOT EXISTS journal_by_key ON journal (agent_id, entry_key);

UPDATE feed_base SET base = m.top - pg_snapshot_xmin(pg_current_snapshot())::text::bigint + 1
FROM (SELECT COALESCE(MAX(feed_position), 0) / 16384 AS top FROM journal) m
WHERE m.top >= base + pg_snapshot_xmax(pg_current_snapshot())::text::bigint;

CREATE TABLE IF NOT EXISTS memory (
    number         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agent_id       text   COLLATE "C" NOT NULL,
    id             text   COLLATE "C" NOT NULL,
    kind           text   COLLATE "C" NOT NULL,
    content        text   NOT NULL,
    importance     double precision NOT NULL,
    valence        double precision NOT NULL,
    provenance     bigint NOT NULL,
    at_ms          bigint NOT NULL,
    associations   text   NOT NULL,
    access_count   bigint NOT NULL,
    last_access_ms bigint
);
-- Version 1 had an index of words here.
ALTER TABLE memory DROP COLUMN IF EXISTS words;
CREATE UNIQUE INDEX IF NOT EXISTS memory_by_id   ON memory (agent_id, id);
CREATE INDEX IF NOT EXISTS        memory_by_time ON memory (agent_id, at_ms, id);
CREATE INDEX IF NOT EXISTS        memory_by_kind ON memory (agent_id, kind, at_ms, id);
CREATE INDEX IF NOT EXISTS        memory_by_number ON memory (agent_id, number);
CREATE INDEX IF NOT EXISTS        memory_recalled ON memory (agent_id, number) WHERE access_count > 0;

CREATE TABLE IF NOT EXISTS memory_sealed (
    number   bigint NOT NULL PRIMARY KEY,
    agent_id text   COLLATE "C" NOT NULL,
    key_id   text   COLLATE "C" NOT NULL,
    body     bytea  NOT NULL
);
CREATE INDEX IF NOT EXISTS memory_sealed_by_key ON memory_sealed (key_id, number);

CREATE TABLE IF NOT EXISTS memory_vectors (
    number   bigint NOT NULL PRIMARY KEY,
    agent_id text   COLLATE "C" NOT NULL,
    model    text   COLLATE "C" NOT NULL,
    key_id   text   COLLATE "C",
    vector   bytea  NOT NULL
);

CREATE TABLE IF NOT EXISTS memory_blocks (
    agent_id     text   COLLATE "C" NOT NULL,
    first_number bigint NOT NULL,
    last_number  bigint NOT NULL,
    model        text   COLLATE "C" NOT NULL,
    key_id       text   COLLATE "C",
    body         bytea  NOT NULL,
    PRIMARY KEY (agent_id, first_number)
);

CREATE TABLE IF NOT EXISTS memory_consolidated (
    number   bigint NOT NULL PRIMARY KEY,
    agent_id text   COLLATE "C" NOT NULL
);
CREATE INDEX IF NOT EXISTS memory_consolidated_by_agent ON memory_consolidated (agent_id, number);

CREATE TABLE IF NOT EXISTS memory_forgotten (
    agent_id text   COLLATE "C" NOT NULL,
    id       text   COLLATE "C" NOT NULL,
    kind     text   COLLATE "C" NOT NULL,
    reason   text   COLLATE "C" NOT NULL,
    at_ms    bigint NOT NULL,
    PRIMARY KEY (agent_id, id)
);

CREATE TABLE IF NOT EXISTS memory_agents (
    agent_id         text   COLLATE "C" NOT NULL PRIMARY KEY,
    model            text   COLLATE "C",
    dimension        bigint NOT NULL,
    job_day          bigint NOT NULL,
    reflected_number bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS events (
    id         text   COLLATE "C" NOT NULL PRIMARY KEY,
    type       text   COLLATE "C" NOT NULL,
    priority   bigint NOT NULL,
    state      bigint NOT NULL,
    due_ms     bigint NOT NULL,
    next_at_ms bigint NOT NULL,
    doc        bytea  NOT NULL
);
CREATE INDEX IF NOT EXISTS events_by_time ON events (due_ms, id);
CREATE INDEX IF NOT EXISTS events_by_type ON events (type, due_ms, id);
CREATE INDEX IF NOT EXISTS events_open    ON events (next_at_ms) WHERE state < 2;

CREATE TABLE IF NOT EXISTS secrets (
    name   text   COLLATE "C" NOT NULL PRIMARY KEY,
    key_id text   NOT NULL,
    nonce  bytea  NOT NULL,
    sealed bytea  NOT NULL,
    at_ms  bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS kill_switch (
    one   bigint NOT NULL PRIMARY KEY CHECK (one = 1),
    epoch bigint NOT NULL,
    doc   bytea  NOT NULL
);
