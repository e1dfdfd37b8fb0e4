-- One row a month's partition: what it holds, kept by the transactions that append, so that
-- retention can decide about a partition without reading it.
CREATE TABLE log_partition (
    name            text     PRIMARY KEY,
    retention_class smallint NOT NULL,
    -- the first day, UTC
    month           date     NOT NULL,
    -- as appended; deleting single events does not lower it
    events          bigint   NOT NULL DEFAULT 0,
    first_position  bigint,
    last_position   bigint,
    -- of least(occurred_at, recorded_at): what periods are counted from
    min_clock       timestamptz,
    max_clock       timestamptz,
    max_recorded_at timestamptz,
    UNIQUE (retention_class, month)
) WITH (fillfactor = 50);
