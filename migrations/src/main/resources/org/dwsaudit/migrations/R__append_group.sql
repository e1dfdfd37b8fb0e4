-- Appends a group of events in one statement: takes the log's lock, checks what the group was
-- decided from, gives out positions, writes, moves the heads. All or nothing: where the log does not
-- end at expected_base (moved), a session does not end as expected (stale) or an event id is taken
-- (known), the latter two by their place in the arrays, nothing is stored and base is null.
--
-- expected_base is null, or the position behind which the caller has copied the rows in already, in
-- the same transaction.
--
-- s_*: one element a session. p_*: one a partition that gets rows. k_*: one a tenant's type in such a
-- partition. r_*: one a row, in the order of the log; stream and rows are counted from 1. The
-- columns from r_sequence on may be null: then the caller copies the rows in, in the same
-- transaction, numbered from base + 1.
--
-- Sequence numbers are unique over all partitions because session_head has one row a session and its
-- last_sequence is checked under the lock. Ids are looked for in the sessions' own time, from
-- known_from to known_until; those of other sessions from month_from on.
--
-- Plans are kept for good: the partitions to look into are picked when a plan is run.
DO $$
DECLARE
    earlier regprocedure;
BEGIN
    -- another list of arguments would be another function beside it
    FOR earlier IN
        SELECT oid FROM pg_proc
        WHERE proname = 'append_group' AND pronamespace = current_schema()::regnamespace
    LOOP
        EXECUTE format('DROP FUNCTION %s', earlier);
    END LOOP;
END
$$;

CREATE FUNCTION append_group(
    known_from timestamptz, known_until timestamptz, month_from timestamptz, expected_base bigint,
    s_tenant text[], s_session uuid[], s_expected bigint[], s_expected_leaf bytea[], s_last bigint[],
    s_first_row int[], s_last_row int[], s_recorded timestamptz[], s_leaf bytea[],
    p_class smallint[], p_month date[], p_first_row int[], p_last_row int[],
    p_min_clock timestamptz[], p_max_clock timestamptz[], p_max_recorded timestamptz[],
    k_partition int[], k_tenant text[], k_type text[], k_events int[],
    k_min_occurred timestamptz[], k_max_occurred timestamptz[],
    r_stream int[], r_event_id uuid[],
    r_sequence bigint[], r_event_type text[], r_class smallint[],
    r_occurred timestamptz[], r_occurred_nanos smallint[],
    r_workflow text[], r_phase text[], r_worker text[], r_correlation text[], r_base_version text[],
    r_classification smallint[], r_levels text[], r_context text[], r_payload text[],
    r_metadata text[], r_tags text[], r_leaf bytea[], r_secret bytea[],
    OUT base bigint, OUT moved boolean, OUT stale int[], OUT known int[])
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
    counted int;
BEGIN
    -- a statement of its own: the next ones see all that earlier holders committed
    UPDATE log_head SET last_position = last_position + cardinality(r_stream)
    RETURNING last_position - cardinality(r_stream) INTO base;

    moved := base <> coalesce(expected_base, base);

    SELECT array_agg(s.no) INTO stale
    FROM unnest(s_tenant, s_session, s_expected, s_expected_leaf) WITH ORDINALITY
        AS s (tenant, session_id, expected, expected_leaf, no)
    WHERE NOT coalesce(
        (SELECT h.last_sequence = s.expected AND h.last_leaf = s.expected_leaf
         FROM session_head h
         WHERE h.tenant = s.tenant AND h.session_id = s.session_id), s.expected = 0);

    SELECT array_agg(r.no) INTO known
    FROM unnest(r_stream, r_event_id) WITH ORDINALITY AS r (stream, event_id, no)
    WHERE EXISTS (
        SELECT FROM event_log e
        -- tenant and position as expressions: a plan made while the partitions are empty must not
        -- take their indexes
        WHERE e.event_id = r.event_id AND e.tenant || '' = s_tenant[r.stream]
          AND e.metadata IS NULL AND e.position + 0 <= base
          AND e.recorded_at BETWEEN known_from AND known_until
          AND (e.recorded_at >= month_from OR e.session_id = s_session[r.stream])
        OFFSET 0);

    IF moved OR stale IS NOT NULL OR known IS NOT NULL THEN
        UPDATE log_head SET last_position = base;
        base := NULL;
        RETURN;
    END IF;

    IF r_sequence IS NOT NULL THEN
        INSERT INTO event_log (
            position, sequence_number, occurred_at, recorded_at, occurred_nanos, retention_class,
            data_classification, session_id, event_id, tenant, event_type, leaf_hash, secret,
            workflow_id, phase_id, worker_id, correlation_id, base_version, field_classifications,
            context, payload, metadata, tags)
        SELECT base + r.no, r.sequence, r.occurred, s_recorded[r.stream], r.occurred_nanos, r.class,
               r.classification, s_session[r.stream], r.event_id, s_tenant[r.stream], r.event_type, r.leaf,
               r.secret, r.workflow, r.phase, r.worker, r.correlation, r.base_version, r.levels,
               r.context, r.payload, r.metadata, string_to_array(r.tags, E'\x1f')
        FROM unnest(r_stream, r_event_id, r_sequence, r_event_type, r_class, r_occurred,
                    r_occurred_nanos, r_workflow, r_phase, r_worker, r_correlation, r_base_version,
                    r_classification, r_levels, r_context, r_payload, r_metadata, r_tags, r_leaf,
                    r_secret)
            WITH ORDINALITY AS r (stream, event_id, sequence, event_type, class, occurred,
                    occurred_nanos, workflow, phase, worker, correlation, base_version,
                    classification, levels, context, payload, metadata, tags, leaf, secret, no);
    END IF;

    INSERT INTO session_head AS head (
        tenant, session_id, last_sequence, first_position, last_position, first_recorded_at,
        last_recorded_at, last_leaf)
    SELECT s.tenant, s.session_id, s.last, base + s.first_row, base + s.last_row, s.recorded,
           s.recorded, s.leaf
    FROM unnest(s_tenant, s_session, s_last, s_first_row, s_last_row, s_recorded, s_leaf)
        AS s (tenant, session_id, last, first_row, last_row, recorded, leaf)
    ON CONFLICT (tenant, session_id) DO UPDATE
    SET last_sequence = excluded.last_sequence,
        last_position = excluded.last_position,
        last_recorded_at = excluded.last_recorded_at,
        last_leaf = excluded.last_leaf;

    WITH part AS (
        UPDATE log_partition AS held
        SET first_position = coalesce(held.first_position, base + p.first_row),
            last_position = base + p.last_row,
            min_clock = least(held.min_clock, p.min_clock),
            max_clock = greatest(held.max_clock, p.max_clock),
            max_recorded_at = greatest(held.max_recorded_at, p.max_recorded)
        FROM unnest(p_class, p_month, p_first_row, p_last_row, p_min_clock, p_max_clock,
                    p_max_recorded) WITH ORDINALITY
            AS p (class, month, first_row, last_row, min_clock, max_clock, max_recorded, no)
        WHERE held.retention_class = p.class AND held.month = p.month
        RETURNING held.name, p.no)
    INSERT INTO log_partition_kind AS kind (
        partition, tenant, event_type, events, min_occurred_at, max_occurred_at)
    SELECT part.name, k.tenant, k.event_type, k.events, k.min_occurred, k.max_occurred
    FROM unnest(k_partition, k_tenant, k_type, k_events, k_min_occurred, k_max_occurred)
        AS k (no, tenant, event_type, events, min_occurred, max_occurred)
    JOIN part ON part.no = k.no
    ON CONFLICT (partition, tenant, event_type) DO UPDATE
    SET events = kind.events + excluded.events,
        min_occurred_at = least(kind.min_occurred_at, excluded.min_occurred_at),
        max_occurred_at = greatest(kind.max_occurred_at, excluded.max_occurred_at);
    GET DIAGNOSTICS counted = ROW_COUNT;
    IF counted <> cardinality(k_type) THEN
        RAISE check_violation USING MESSAGE = 'no partition for a row of the group';
    END IF;
END
$$;
