-- Appends one event, as append_group does a group of one: a lone caller waits for this statement, and
-- plain values cost a third less than arrays of one. All or nothing: where the session does not end
-- as expected (stale) or the event id is taken (known), nothing is stored and base is null.
--
-- p_first_look is where the id is looked for from in the session itself, p_month_from in others.
-- Not for the system stream, which no partition is kept for.
--
-- Plans are kept for good: the partitions to look into are picked when a plan is run.
DO $$
DECLARE
    earlier regprocedure;
BEGIN
    -- another list of arguments would be another function beside it
    FOR earlier IN
        SELECT oid FROM pg_proc
        WHERE proname = 'append_event' AND pronamespace = current_schema()::regnamespace
    LOOP
        EXECUTE format('DROP FUNCTION %s', earlier);
    END LOOP;
END
$$;

CREATE FUNCTION append_event(
    p_first_look timestamptz, p_last_look timestamptz, p_month_from timestamptz,
    p_tenant text, p_session uuid, p_expected bigint, p_expected_leaf bytea,
    p_class smallint, p_month date, p_clock timestamptz, p_recorded timestamptz,
    p_event_id uuid, p_event_type text, p_occurred timestamptz, p_occurred_nanos smallint,
    p_workflow text, p_phase text, p_worker text, p_correlation text, p_base_version text,
    p_classification smallint, p_levels text, p_context text, p_payload text,
    p_leaf bytea, p_secret bytea,
    OUT base bigint, OUT stale boolean, OUT known boolean)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
    held_in text;
BEGIN
    -- a statement of its own: the next ones see all that earlier holders committed
    UPDATE log_head SET last_position = last_position + 1
    RETURNING last_position - 1 INTO base;

    known := EXISTS (
        SELECT FROM event_log e
        -- tenant and position as expressions: a plan made while the partitions are empty must not
        -- take their indexes
        WHERE e.event_id = p_event_id AND e.tenant || '' = p_tenant
          AND e.metadata IS NULL AND e.position + 0 <= base
          AND e.recorded_at BETWEEN p_first_look AND p_last_look
          AND (e.recorded_at >= p_month_from OR e.session_id = p_session)
        OFFSET 0);
    stale := false;

    IF NOT known THEN
        IF p_expected = 0 THEN
            INSERT INTO session_head (
                tenant, session_id, last_sequence, first_position, last_position,
                first_recorded_at, last_recorded_at, last_leaf)
            VALUES (p_tenant, p_session, 1, base + 1, base + 1, p_recorded, p_recorded, p_leaf)
            ON CONFLICT (tenant, session_id) DO NOTHING;
        ELSE
            UPDATE session_head
            SET last_sequence = p_expected + 1,
                last_position = base + 1,
                last_recorded_at = p_recorded,
                last_leaf = p_leaf
            WHERE tenant = p_tenant AND session_id = p_session
              AND last_sequence = p_expected AND last_leaf = p_expected_leaf;
        END IF;
        stale := NOT FOUND;
    END IF;

    IF known OR stale THEN
        UPDATE log_head SET last_position = base;
        base := NULL;
        RETURN;
    END IF;

    INSERT INTO event_log (
        position, sequence_number, occurred_at, recorded_at, occurred_nanos, retention_class,
        data_classification, session_id, event_id, tenant, event_type, leaf_hash, secret,
        workflow_id, phase_id, worker_id, correlation_id, base_version, field_classifications,
        context, payload)
    VALUES (
        base + 1, p_expected + 1, p_occurred, p_recorded, p_occurred_nanos, p_class,
        p_classification, p_session, p_event_id, p_tenant, p_event_type, p_leaf, p_secret,
        p_workflow, p_phase, p_worker, p_correlation, p_base_version, p_levels,
        p_context, p_payload);

    UPDATE log_partition AS held
    SET first_position = coalesce(held.first_position, base + 1),
        last_position = base + 1,
        min_clock = least(held.min_clock, p_clock),
        max_clock = greatest(held.max_clock, p_clock),
        max_recorded_at = greatest(held.max_recorded_at, p_recorded)
    WHERE held.retention_class = p_class AND held.month = p_month
    RETURNING held.name INTO held_in;

    UPDATE log_partition_kind AS kind
    SET events = kind.events + 1,
        min_occurred_at = least(kind.min_occurred_at, p_occurred),
        max_occurred_at = greatest(kind.max_occurred_at, p_occurred)
    WHERE kind.partition = held_in AND kind.tenant = p_tenant AND kind.event_type = p_event_type;
    IF NOT FOUND THEN
        -- fails where there is no such partition, and nothing is stored
        INSERT INTO log_partition_kind (
            partition, tenant, event_type, events, min_occurred_at, max_occurred_at)
        VALUES (held_in, p_tenant, p_event_type, 1, p_occurred, p_occurred);
    END IF;
END
$$;
