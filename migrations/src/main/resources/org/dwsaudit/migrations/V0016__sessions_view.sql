-- One row a session. row_id is the order of appearance, for paging.
CREATE TABLE sessions_view (
    row_id         bigint      GENERATED ALWAYS AS IDENTITY,
    generation     integer     NOT NULL,
    tenant         text        COLLATE "C" NOT NULL,
    session_id     uuid        NOT NULL,
    workflow_id    text        NOT NULL,
    status         text        NOT NULL,
    -- the one entered last
    phase          text,
    -- the first hundred in code point order
    workers        text[]      COLLATE "C" NOT NULL,
    events         bigint      NOT NULL,
    tool_calls     bigint      NOT NULL,
    last_sequence  bigint      NOT NULL,
    last_type      text        NOT NULL,
    first_at       timestamptz NOT NULL,
    last_at        timestamptz NOT NULL,
    CONSTRAINT sessions_view_pk PRIMARY KEY (generation, tenant, session_id)
) WITH (fillfactor = 70);
CREATE INDEX sessions_view_generation_tenant_row_id_ix
    ON sessions_view (generation, tenant, row_id);

-- What a session's events say they cost, by their type: a workflow's total is not one more part.
CREATE TABLE session_costs_view (
    generation    integer NOT NULL,
    tenant        text    COLLATE "C" NOT NULL,
    session_id    uuid    NOT NULL,
    event_type    text    COLLATE "C" NOT NULL,
    events        bigint  NOT NULL,
    cost_usd      numeric NOT NULL,
    tokens_input  numeric NOT NULL,
    tokens_output numeric NOT NULL,
    CONSTRAINT session_costs_view_pk PRIMARY KEY (generation, tenant, session_id, event_type)
) WITH (fillfactor = 70);
