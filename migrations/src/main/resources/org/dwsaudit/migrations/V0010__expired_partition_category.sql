-- A month whose events go under several policies has a row for each: how many went under that one,
-- and when they happened. The name, the positions and the month are the partition's in each.
ALTER TABLE expired_partition
    DROP CONSTRAINT expired_partition_pk,
    ADD CONSTRAINT expired_partition_pk
        PRIMARY KEY (tenant, month, retention_class, run_id, category);
