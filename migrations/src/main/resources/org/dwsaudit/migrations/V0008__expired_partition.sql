-- Whole months that retention took out, written in the transaction that dropped their partition:
-- together with expired_range it explains the gaps and adds up to the run's receipt.
CREATE TABLE expired_partition (
    tenant          text     COLLATE "C" NOT NULL,
    retention_class smallint NOT NULL,
    -- of recording; the first day, UTC
    month           date     NOT NULL,
    name            text     NOT NULL,
    -- those that were still there
    events          bigint   NOT NULL,
    first_position  bigint   NOT NULL,
    last_position   bigint   NOT NULL,
    category        text     NOT NULL,
    run_id          uuid     NOT NULL,
    -- of least(occurred_at, recorded_at)
    earliest        timestamptz NOT NULL,
    latest          timestamptz NOT NULL,
    CONSTRAINT expired_partition_pk PRIMARY KEY (tenant, month, retention_class, run_id)
);
CREATE INDEX expired_partition_run_id_ix ON expired_partition (run_id);

-- how many of the partition's events retention has deleted one by one
ALTER TABLE log_partition ADD COLUMN expired bigint NOT NULL DEFAULT 0;
