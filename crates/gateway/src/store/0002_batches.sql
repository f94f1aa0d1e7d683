-- Runs in batches, what it takes to run a batch later, attempts, callbacks, and who did what.

ALTER TABLE run ADD COLUMN step_status INTEGER NOT NULL DEFAULT 0;
-- As the contract numbers them; none for a run in one go.
ALTER TABLE run ADD COLUMN rolling_mode INTEGER;
-- From 1.
ALTER TABLE run ADD COLUMN current_batch INTEGER NOT NULL DEFAULT 1;
-- The script as it was resolved.
ALTER TABLE run ADD COLUMN language INTEGER NOT NULL DEFAULT 1;
ALTER TABLE run ADD COLUMN content TEXT NOT NULL DEFAULT '';
-- Parameters, encrypted with the key file.
ALTER TABLE run ADD COLUMN sealed_param BLOB;
ALTER TABLE run ADD COLUMN account_id INTEGER NOT NULL DEFAULT 0;
-- Seconds.
ALTER TABLE run ADD COLUMN timeout INTEGER NOT NULL DEFAULT 7200;
ALTER TABLE run ADD COLUMN callback_url TEXT;
ALTER TABLE run ADD COLUMN terminated_by TEXT;
UPDATE run SET step_status = status;
CREATE INDEX run_by_status ON run (status);

-- From 1.
ALTER TABLE object ADD COLUMN batch INTEGER NOT NULL DEFAULT 1;
-- The attempt that the row tells of: the run's execute_count when it was made.
ALTER TABLE object ADD COLUMN execute_count INTEGER NOT NULL DEFAULT 0;

CREATE TABLE batch (
    job_instance_id INTEGER NOT NULL REFERENCES run,
    batch INTEGER NOT NULL,
    size INTEGER NOT NULL,
    status INTEGER NOT NULL,
    PRIMARY KEY (job_instance_id, batch)
) STRICT, WITHOUT ROWID;
INSERT INTO batch
    SELECT job_instance_id, 1, (SELECT count(*) FROM object WHERE object.job_instance_id = run.job_instance_id), status
    FROM run;

-- Attempts that were followed by another.
CREATE TABLE attempt (
    job_instance_id INTEGER NOT NULL REFERENCES run,
    position INTEGER NOT NULL,
    execute_count INTEGER NOT NULL,
    status INTEGER NOT NULL,
    tag TEXT NOT NULL,
    exit_code INTEGER,
    error TEXT NOT NULL,
    start_time INTEGER,
    end_time INTEGER,
    PRIMARY KEY (job_instance_id, position, execute_count)
) STRICT, WITHOUT ROWID;

CREATE TABLE callback (
    callback_id INTEGER PRIMARY KEY,
    job_instance_id INTEGER NOT NULL REFERENCES run,
    url TEXT NOT NULL,
    body TEXT NOT NULL,
    create_time INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    -- When to try (again); none when it got through or was given up.
    due_time INTEGER,
    is_delivered INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX callback_by_run ON callback (job_instance_id);
CREATE INDEX callback_by_due_time ON callback (due_time) WHERE due_time IS NOT NULL;

CREATE TABLE callback_attempt (
    callback_id INTEGER NOT NULL REFERENCES callback,
    attempt INTEGER NOT NULL,
    time INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    -- Of the answer.
    http_status INTEGER,
    error TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (callback_id, attempt)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    audit_id INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    who TEXT NOT NULL,
    -- The address of the other side.
    origin TEXT NOT NULL,
    what TEXT NOT NULL,
    target TEXT NOT NULL,
    outcome TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT raise(ABORT, 'the audit table is append-only'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT raise(ABORT, 'the audit table is append-only'); END;
