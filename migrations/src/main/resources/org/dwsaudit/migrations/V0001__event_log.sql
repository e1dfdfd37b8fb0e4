-- The log: one row an event, never changed. Every unique key begins with tenant and session, so that
-- the table can be sharded by session.
CREATE TABLE event_log (
    tenant                text        NOT NULL,
    session_id            uuid        NOT NULL,
    sequence_number       bigint      NOT NULL CHECK (sequence_number > 0),
    position              bigint      NOT NULL,
    event_id              uuid        NOT NULL,
    event_type            text        NOT NULL,
    -- timestamptz holds microseconds; the rest of the nanoseconds stands beside it
    occurred_at           timestamptz NOT NULL,
    occurred_nanos        smallint    NOT NULL CHECK (occurred_nanos BETWEEN 0 AND 999),
    recorded_at           timestamptz NOT NULL,
    workflow_id           text,
    phase_id              text,
    worker_id             text,
    correlation_id        text,
    base_version          text,
    data_classification   smallint,
    field_classifications json,
    context               json,
    payload               json        NOT NULL,
    -- what only the store's own facts carry: the message's metadata and the tags to source them by
    metadata              json,
    tags                  text[],
    CONSTRAINT event_log_pk PRIMARY KEY (tenant, session_id, sequence_number)
);

-- tail, stream and page: the log in commit order
CREATE INDEX event_log_position_ix ON event_log (position);
-- duplicate check and look-up of one event
CREATE INDEX event_log_event_id_ix ON event_log (event_id);
-- queries by type
CREATE INDEX event_log_event_type_position_ix ON event_log (tenant, event_type, position);
-- queries by causal chain
CREATE INDEX event_log_correlation_id_position_ix ON event_log (tenant, correlation_id, position)
    WHERE correlation_id IS NOT NULL;
-- queries by time, retention
CREATE INDEX event_log_occurred_at_ix ON event_log USING brin (occurred_at);
-- sourcing of the store's own facts; DWS events have no tags and cost nothing here
CREATE INDEX event_log_tags_ix ON event_log USING gin (tags) WHERE tags IS NOT NULL;
