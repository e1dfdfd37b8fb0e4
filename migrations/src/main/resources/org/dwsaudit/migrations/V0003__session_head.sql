-- One row a session: what the next append needs to know, and what outlasts the session's events when
-- they expire. Every append moves its session's row under a check of last_sequence; that is what
-- keeps tenant, session and sequence number unique over all partitions.
CREATE TABLE session_head (
    tenant            text        COLLATE "C" NOT NULL,
    session_id        uuid        NOT NULL,
    last_sequence     bigint      NOT NULL,
    first_position    bigint      NOT NULL,
    last_position     bigint      NOT NULL,
    first_recorded_at timestamptz NOT NULL,
    last_recorded_at  timestamptz NOT NULL,
    -- the leaf hash that the next one is chained to
    last_leaf         bytea,
    CONSTRAINT session_head_pk PRIMARY KEY (tenant, session_id)
) WITH (fillfactor = 80);
-- sessions in the order of their first event
CREATE INDEX session_head_tenant_first_position_ix ON session_head (tenant, first_position);
