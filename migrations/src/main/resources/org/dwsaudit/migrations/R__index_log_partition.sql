-- The indexes of one partition of the log, those that are not there yet. They stand on the
-- partitions alone: a partition is made with them before it joins the log.
CREATE OR REPLACE FUNCTION index_log_partition(partition text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- replay and sourcing; a second guard, within the partition, of the sequence numbers
    EXECUTE format('CREATE UNIQUE INDEX IF NOT EXISTS %I ON %I (tenant, session_id, sequence_number)',
                   partition || '_session_ix', partition);
    -- tail, stream and page: the log in commit order
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %I (position)',
                   partition || '_position_ix', partition);
    -- duplicate check and look-up of one event
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %I (event_id)',
                   partition || '_event_id_ix', partition);
    -- queries by type; facts of a kind
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %I (tenant, event_type, position)',
                   partition || '_event_type_ix', partition);
    -- queries by causal chain
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %I (tenant, correlation_id, position)'
                   ' WHERE correlation_id IS NOT NULL',
                   partition || '_correlation_id_ix', partition);
    -- queries by time: costs an append next to nothing
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %I USING brin (occurred_at)',
                   partition || '_occurred_at_ix', partition);
END
$$;
