-- Makes the partitions of a moment's month and the two after it, those that are not there yet, and
-- says how many it made. Several callers may do so at once. A partition is made beside the log and
-- then joins it under a lock that neither appends nor reads wait for.
SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

CREATE OR REPLACE FUNCTION create_log_partitions(moment timestamptz DEFAULT clock_timestamp())
RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET client_min_messages = warning AS $$
DECLARE
    class     record;
    month     timestamp;
    partition text;
    made      int := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('dws_audit.log_partition'));
    FOR class IN
        SELECT * FROM (VALUES (1::smallint, 'event_log_mandatory'), (2, 'event_log_optional'))
            AS c (retention_class, parent)
    LOOP
        FOR i IN 0..2 LOOP
            month := date_trunc('month', moment AT TIME ZONE 'UTC') + make_interval(months => i);
            partition := class.parent || to_char(month, '_YYYY_MM');
            CONTINUE WHEN EXISTS (SELECT FROM log_partition WHERE name = partition);
            EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', partition, class.parent);
            PERFORM index_log_partition(partition);
            EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                           class.parent, partition, month AT TIME ZONE 'UTC',
                           (month + interval '1 month') AT TIME ZONE 'UTC');
            INSERT INTO log_partition (name, retention_class, month)
            VALUES (partition, class.retention_class, month::date);
            made := made + 1;
        END LOOP;
    END LOOP;
    RETURN made;
END
$$;
