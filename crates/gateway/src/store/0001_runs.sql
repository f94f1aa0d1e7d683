-- A job of the contract. Its one step shares the row: step_instance_id is job_instance_id + 1.
CREATE TABLE run (
    job_instance_id INTEGER PRIMARY KEY AUTOINCREMENT,
    scope_type TEXT NOT NULL,
    scope_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    operator TEXT NOT NULL,
    status INTEGER NOT NULL,
    -- Milliseconds since the epoch.
    create_time INTEGER NOT NULL,
    start_time INTEGER,
    end_time INTEGER,
    execute_count INTEGER NOT NULL DEFAULT 0,
    -- The body as it came, sensitive parameters masked.
    request TEXT NOT NULL
) STRICT;
-- A job's step has the id after the job's, so jobs are two apart.
INSERT INTO sqlite_sequence (name, seq) VALUES ('run', 9998);

CREATE TABLE object (
    job_instance_id INTEGER NOT NULL REFERENCES run,
    -- In run order, from 0.
    position INTEGER NOT NULL,
    -- 1 host, 2 container.
    type INTEGER NOT NULL,
    resource_id INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    -- The execute_object of the contract, as JSON.
    execute_object TEXT NOT NULL,
    status INTEGER NOT NULL,
    tag TEXT NOT NULL DEFAULT '',
    exit_code INTEGER,
    error TEXT NOT NULL DEFAULT '',
    start_time INTEGER,
    end_time INTEGER,
    PRIMARY KEY (job_instance_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX object_by_resource ON object (job_instance_id, type, resource_id);

CREATE TABLE idempotency (
    operator TEXT NOT NULL,
    key TEXT NOT NULL,
    -- Of scope and body.
    request_hash TEXT NOT NULL,
    job_instance_id INTEGER NOT NULL REFERENCES run,
    PRIMARY KEY (operator, key)
) STRICT, WITHOUT ROWID;

-- One-time links and the sessions that come of them, by the hash of their token.
CREATE TABLE token (
    hash TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('link', 'session')),
    user TEXT NOT NULL,
    create_time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
