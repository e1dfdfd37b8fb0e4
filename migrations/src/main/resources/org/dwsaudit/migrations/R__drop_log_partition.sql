-- Drops one month's partition, all of it, and what is kept about it; the caller has decided that all
-- it holds has expired. Refused (invalid_parameter_value): a name that is not a month's partition,
-- and a month that is not over. Waits half a second at most for those who use the log
-- (lock_not_available): who comes meanwhile waits behind it.
SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

CREATE OR REPLACE FUNCTION drop_log_partition(partition text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET lock_timeout = '500ms' AS $$
DECLARE
    dropped log_partition;
BEGIN
    SELECT * INTO dropped FROM log_partition WHERE name = partition;
    IF NOT FOUND OR dropped.retention_class NOT IN (1, 2) THEN
        RAISE invalid_parameter_value
            USING MESSAGE = format('partition: %s (expected: one of log_partition)', partition);
    END IF;
    IF dropped.month >= date_trunc('month', clock_timestamp() AT TIME ZONE 'UTC')::date THEN
        RAISE invalid_parameter_value
            USING MESSAGE = format('partition: %s (expected: a month that is over)', partition);
    END IF;
    EXECUTE format('ALTER TABLE %I DETACH PARTITION %I',
                   CASE dropped.retention_class WHEN 1 THEN 'event_log_mandatory'
                                                ELSE 'event_log_optional' END,
                   partition);
    EXECUTE format('DROP TABLE %I', partition);
    DELETE FROM log_partition WHERE name = partition;
END
$$;
