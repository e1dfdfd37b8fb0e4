-- One row a worker and day (UTC, of the events' timestamps).
CREATE TABLE workers_view (
    row_id          bigint      GENERATED ALWAYS AS IDENTITY,
    generation      integer     NOT NULL,
    tenant          text        COLLATE "C" NOT NULL,
    worker_id       text        COLLATE "C" NOT NULL,
    day             date        NOT NULL,
    events          bigint      NOT NULL,
    tool_calls      bigint      NOT NULL,
    tasks_completed bigint      NOT NULL,
    tasks_failed    bigint      NOT NULL,
    escalations     bigint      NOT NULL,
    last_type       text        NOT NULL,
    first_at        timestamptz NOT NULL,
    last_at         timestamptz NOT NULL,
    CONSTRAINT workers_view_pk PRIMARY KEY (generation, tenant, worker_id, day)
) WITH (fillfactor = 70);
CREATE INDEX workers_view_generation_tenant_row_id_ix ON workers_view (generation, tenant, row_id);

-- One row an event type and day.
CREATE TABLE volumes_view (
    row_id     bigint  GENERATED ALWAYS AS IDENTITY,
    generation integer NOT NULL,
    tenant     text    COLLATE "C" NOT NULL,
    event_type text    COLLATE "C" NOT NULL,
    day        date    NOT NULL,
    category   text    COLLATE "C" NOT NULL,
    events     bigint  NOT NULL,
    CONSTRAINT volumes_view_pk PRIMARY KEY (generation, tenant, event_type, day)
) WITH (fillfactor = 70);
CREATE INDEX volumes_view_generation_tenant_row_id_ix ON volumes_view (generation, tenant, row_id);
