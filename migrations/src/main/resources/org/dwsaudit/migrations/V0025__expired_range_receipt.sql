-- What a run's receipt commits to: its ranges, counted from 0 in the order in which they went, each with
-- SHA-256 over the leaf hashes of its events. Ranges from before have neither.
ALTER TABLE expired_range
    ADD COLUMN ordinal bigint,
    ADD COLUMN leaves  bytea CHECK (length(leaves) = 32);

DROP INDEX expired_range_run_id_ix;

CREATE UNIQUE INDEX expired_range_run_id_ordinal_ix ON expired_range (run_id, ordinal);
