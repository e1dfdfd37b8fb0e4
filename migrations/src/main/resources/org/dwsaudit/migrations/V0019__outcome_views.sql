-- One row a workflow, type of event about verification, and its verdict ('' where it says none).
CREATE TABLE verifications_view (
    row_id      bigint      GENERATED ALWAYS AS IDENTITY,
    generation  integer     NOT NULL,
    tenant      text        COLLATE "C" NOT NULL,
    workflow_id text        COLLATE "C" NOT NULL,
    event_type  text        COLLATE "C" NOT NULL,
    verdict     text        COLLATE "C" NOT NULL,
    events      bigint      NOT NULL,
    first_at    timestamptz NOT NULL,
    last_at     timestamptz NOT NULL,
    CONSTRAINT verifications_view_pk
        PRIMARY KEY (generation, tenant, workflow_id, event_type, verdict)
) WITH (fillfactor = 70);
CREATE INDEX verifications_view_generation_tenant_row_id_ix
    ON verifications_view (generation, tenant, row_id);

-- One row a tool and day. latency[n] counts answers that took less than 2^(n-1) ms and not less
-- than half of it; the last also those that took longer.
CREATE TABLE tools_view (
    row_id     bigint   GENERATED ALWAYS AS IDENTITY,
    generation integer  NOT NULL,
    tenant     text     COLLATE "C" NOT NULL,
    tool       text     COLLATE "C" NOT NULL,
    day        date     NOT NULL,
    calls      bigint   NOT NULL,
    returns    bigint   NOT NULL,
    errors     bigint   NOT NULL,
    timed      bigint   NOT NULL,
    total_ms   numeric  NOT NULL,
    max_ms     numeric  NOT NULL,
    latency    bigint[] NOT NULL,
    CONSTRAINT tools_view_pk PRIMARY KEY (generation, tenant, tool, day)
) WITH (fillfactor = 70);
CREATE INDEX tools_view_generation_tenant_row_id_ix ON tools_view (generation, tenant, row_id);
