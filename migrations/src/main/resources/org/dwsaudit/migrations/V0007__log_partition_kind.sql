-- Which tenants have events of which types in a partition. A table of its own: it changes seldom,
-- the partition's row with every append.
CREATE TABLE log_partition_kind (
    partition  text NOT NULL REFERENCES log_partition ON DELETE CASCADE,
    tenant     text COLLATE "C" NOT NULL,
    event_type text COLLATE "C" NOT NULL,
    PRIMARY KEY (partition, tenant, event_type)
);
