-- Two roles without login; the server's connections take one of them on. Neither can change an event.
-- The writer appends and reads; the retention role also deletes what has expired.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dws_audit_writer') THEN
        CREATE ROLE dws_audit_writer NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dws_audit_retention') THEN
        CREATE ROLE dws_audit_retention NOLOGIN;
    END IF;
    IF NOT pg_has_role(current_user, 'dws_audit_writer', 'MEMBER') THEN
        EXECUTE format('GRANT dws_audit_writer TO %I', current_user);
    END IF;
    IF NOT pg_has_role(current_user, 'dws_audit_retention', 'MEMBER') THEN
        EXECUTE format('GRANT dws_audit_retention TO %I', current_user);
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO dws_audit_writer, dws_audit_retention', current_schema());
END
$$;

REVOKE ALL ON event_log, log_head, session_head, expired_range, expired_partition, signing_key,
    log_partition, log_partition_kind FROM PUBLIC, dws_audit_writer, dws_audit_retention;
REVOKE ALL ON FUNCTION create_log_partitions, drop_log_partition, index_log_partition, append_group,
    append_event
    FROM PUBLIC, dws_audit_writer, dws_audit_retention;

-- the log is reached through its parent alone: nobody has a right on a partition
GRANT SELECT, INSERT ON event_log TO dws_audit_writer;
GRANT SELECT, UPDATE ON log_head TO dws_audit_writer;
GRANT SELECT, INSERT, UPDATE ON session_head TO dws_audit_writer;
GRANT SELECT, UPDATE ON log_partition TO dws_audit_writer;
GRANT SELECT, INSERT, UPDATE ON log_partition_kind TO dws_audit_writer;
GRANT SELECT ON expired_range, expired_partition TO dws_audit_writer;
GRANT SELECT ON signing_key TO dws_audit_writer;
GRANT EXECUTE ON FUNCTION append_group, append_event, create_log_partitions TO dws_audit_writer;

GRANT SELECT, DELETE ON event_log TO dws_audit_retention;
-- UPDATE on the head is what SELECT … FOR SHARE needs; the run ends under that lock
GRANT SELECT, UPDATE ON log_head TO dws_audit_retention;
GRANT SELECT ON session_head TO dws_audit_retention;
GRANT SELECT ON log_partition, log_partition_kind TO dws_audit_retention;
GRANT UPDATE (expired) ON log_partition_kind TO dws_audit_retention;
GRANT SELECT, INSERT ON expired_range, expired_partition TO dws_audit_retention;
GRANT EXECUTE ON FUNCTION drop_log_partition TO dws_audit_retention;

-- the views are kept by who reads the log; nothing in them is evidence
REVOKE ALL ON projection, projection_token, projection_parked, projection_server, sessions_view,
    session_costs_view, workers_view, volumes_view, open_items_view, verifications_view, tools_view,
    counts_view
    FROM PUBLIC, dws_audit_writer, dws_audit_retention;
GRANT SELECT, INSERT, UPDATE, DELETE ON projection, projection_token, projection_parked,
    projection_server, sessions_view, session_costs_view, workers_view, volumes_view,
    open_items_view, verifications_view, tools_view, counts_view TO dws_audit_writer;

-- subscriptions: what was done to them is in the log
REVOKE ALL ON subscription, subscription_secret, subscription_parked
    FROM PUBLIC, dws_audit_writer, dws_audit_retention;
GRANT SELECT, INSERT, UPDATE, DELETE ON subscription, subscription_secret, subscription_parked
    TO dws_audit_writer;

-- the Merkle tree grows at its right edge, and is read for proofs
REVOKE ALL ON merkle_log, merkle_tile, checkpoint, checkpoint_key
    FROM PUBLIC, dws_audit_writer, dws_audit_retention;
GRANT SELECT, INSERT, UPDATE ON merkle_log, merkle_tile TO dws_audit_writer;
GRANT SELECT, INSERT, DELETE ON checkpoint TO dws_audit_writer;
GRANT SELECT, INSERT ON checkpoint_key TO dws_audit_writer;
GRANT SELECT ON merkle_log TO dws_audit_retention;
