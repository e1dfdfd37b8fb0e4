-- How many events of each kind a partition holds, and when they happened: kept by the transactions
-- that append and delete, so that plans need not read the log and a month that goes says what went
-- under which policy. The partition's own row keeps what is asked of it as a whole.
ALTER TABLE log_partition_kind
    -- as appended; deleting single events does not lower it
    ADD COLUMN events bigint NOT NULL DEFAULT 0,
    -- how many of them retention has deleted one by one
    ADD COLUMN expired bigint NOT NULL DEFAULT 0,
    -- of all that were appended
    ADD COLUMN min_occurred_at timestamptz,
    ADD COLUMN max_occurred_at timestamptz;

-- what is there now, once
INSERT INTO log_partition_kind AS kind (
    partition, tenant, event_type, events, min_occurred_at, max_occurred_at)
SELECT held.name, e.tenant, e.event_type, count(*), min(e.occurred_at), max(e.occurred_at)
FROM event_log AS e
JOIN log_partition AS held
  ON held.retention_class = e.retention_class
 AND held.month = date_trunc('month', e.recorded_at AT TIME ZONE 'UTC')::date
GROUP BY held.name, e.tenant, e.event_type
ON CONFLICT (partition, tenant, event_type) DO UPDATE
SET events = excluded.events, min_occurred_at = excluded.min_occurred_at,
    max_occurred_at = excluded.max_occurred_at;
DELETE FROM log_partition_kind WHERE events = 0;

ALTER TABLE log_partition_kind
    ALTER COLUMN min_occurred_at SET NOT NULL,
    ALTER COLUMN max_occurred_at SET NOT NULL,
    -- its rows are written with every append now
    SET (fillfactor = 50);

ALTER TABLE log_partition DROP COLUMN events, DROP COLUMN expired;

-- it is called with other arguments from now on
DO $$
DECLARE
    former regprocedure;
BEGIN
    FOR former IN
        SELECT oid FROM pg_proc
        WHERE proname = 'append_group' AND pronamespace = current_schema()::regnamespace
    LOOP
        EXECUTE format('DROP FUNCTION %s', former);
    END LOOP;
END
$$;
