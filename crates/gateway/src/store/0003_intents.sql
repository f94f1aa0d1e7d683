-- What was handed to JOB: written before it is sent, so that no lost answer makes anybody send it twice.
CREATE TABLE intent (
    intent_id INTEGER PRIMARY KEY,
    operator TEXT NOT NULL,
    scope_type TEXT NOT NULL,
    scope_id INTEGER NOT NULL,
    -- Idempotency-Key; none once it is known that nothing was done.
    key TEXT,
    -- Of scope and body.
    request_hash TEXT NOT NULL,
    -- Under which JOB is to know the job.
    name TEXT NOT NULL,
    -- The body as it came, sensitive parameters masked.
    request TEXT NOT NULL,
    -- Milliseconds since the epoch.
    create_time INTEGER NOT NULL,
    -- 'sent' is 'unknown' when nobody waits for the answer any more.
    state TEXT NOT NULL CHECK (state IN ('sent', 'accepted', 'refused', 'unknown')),
    job_instance_id INTEGER,
    step_instance_id INTEGER
) STRICT;
CREATE UNIQUE INDEX intent_by_key ON intent (operator, key) WHERE key IS NOT NULL;
CREATE INDEX intent_by_job ON intent (job_instance_id);
CREATE INDEX intent_by_state ON intent (state) WHERE state IN ('sent', 'unknown');
