-- One row a day and combination of what events are counted by ('' where an event has none). The
-- combination is found by a hash of it: together its texts may be longer than an index takes.
CREATE TABLE counts_view (
    row_id      bigint   GENERATED ALWAYS AS IDENTITY,
    generation  integer  NOT NULL,
    tenant      text     COLLATE "C" NOT NULL,
    day         date     NOT NULL,
    combination uuid     NOT NULL,
    category    text     COLLATE "C" NOT NULL,
    event_type  text     COLLATE "C" NOT NULL,
    workflow_id text     COLLATE "C" NOT NULL,
    phase_id    text     COLLATE "C" NOT NULL,
    worker_id   text     COLLATE "C" NOT NULL,
    level       text     COLLATE "C" NOT NULL,
    events      bigint   NOT NULL,
    CONSTRAINT counts_view_pk PRIMARY KEY (generation, tenant, day, combination)
) WITH (fillfactor = 70);
CREATE INDEX counts_view_generation_tenant_row_id_ix ON counts_view (generation, tenant, row_id);
