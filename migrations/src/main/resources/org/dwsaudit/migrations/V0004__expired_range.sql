-- What retention took out of the log, written in the transaction that took it: explains the gaps and
-- adds up to the run's receipt.
CREATE TABLE expired_range (
    tenant         text   NOT NULL,
    session_id     uuid   NOT NULL,
    first_sequence bigint NOT NULL,
    last_sequence  bigint NOT NULL,
    events         bigint NOT NULL,
    category       text   NOT NULL,
    run_id         uuid   NOT NULL,
    earliest       timestamptz NOT NULL,
    latest         timestamptz NOT NULL,
    -- the leaf hash of the last of them: what the session's next event is chained to
    last_leaf      bytea       CHECK (length(last_leaf) = 32),
    CONSTRAINT expired_range_pk PRIMARY KEY (tenant, session_id, first_sequence, run_id)
);
CREATE INDEX expired_range_run_id_ix ON expired_range (run_id);
