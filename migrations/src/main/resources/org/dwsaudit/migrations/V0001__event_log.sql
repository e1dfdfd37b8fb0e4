-- The log: one row an event, never changed. Parted by how long its kind is kept and by the month in
-- which it was recorded, so that what has expired is dropped as a whole. The months' partitions are
-- made ahead by create_log_partitions(), their indexes by index_log_partition(). No CHECK: the
-- database would parse it anew for every append; the leaf hashes tell whether a row is right.
CREATE TABLE event_log (
    position              bigint      NOT NULL,
    sequence_number       bigint      NOT NULL,
    -- timestamptz holds microseconds; the rest of the nanoseconds stands beside it
    occurred_at           timestamptz NOT NULL,
    recorded_at           timestamptz NOT NULL,
    occurred_nanos        smallint    NOT NULL,
    -- 0: the store's own facts, never expire; 1: mandatory events; 2: optional events
    retention_class       smallint    NOT NULL,
    data_classification   smallint,
    session_id            uuid        NOT NULL,
    event_id              uuid        NOT NULL,
    -- names are compared byte by byte
    tenant                text        COLLATE "C" NOT NULL,
    event_type            text        COLLATE "C" NOT NULL,
    -- the session's chain, and what the event's commitment was salted with; absent for messages
    -- that are not DWS events
    leaf_hash             bytea,
    secret                bytea,
    workflow_id           text,
    phase_id              text,
    worker_id             text,
    correlation_id        text        COLLATE "C",
    base_version          text,
    -- JSON as it was said; checked before it comes here, so that it is not parsed again
    field_classifications text,
    context               text,
    payload               text        NOT NULL,
    -- what only the store's own facts carry: the message's metadata and the tags to source them by
    metadata              text,
    tags                  text[]
) PARTITION BY LIST (retention_class);

CREATE TABLE event_log_system PARTITION OF event_log FOR VALUES IN (0);

CREATE TABLE event_log_mandatory PARTITION OF event_log FOR VALUES IN (1)
    PARTITION BY RANGE (recorded_at);

CREATE TABLE event_log_optional PARTITION OF event_log FOR VALUES IN (2)
    PARTITION BY RANGE (recorded_at);

-- sourcing of the store's own facts
CREATE INDEX event_log_system_tags_ix ON event_log_system USING gin (tags) WHERE tags IS NOT NULL;
