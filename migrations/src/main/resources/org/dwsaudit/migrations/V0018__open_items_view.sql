-- Approvals, escalations and questions that wait for somebody; one that is settled is deleted.
CREATE TABLE open_items_view (
    row_id      bigint      GENERATED ALWAYS AS IDENTITY,
    generation  integer     NOT NULL,
    tenant      text        COLLATE "C" NOT NULL,
    -- approval, escalation, question
    kind        text        COLLATE "C" NOT NULL,
    session_id  uuid        NOT NULL,
    item_id     text        COLLATE "C" NOT NULL,
    -- whether the id may be shown: its event is not more sensitive than internal
    shown       boolean     NOT NULL,
    workflow_id text        NOT NULL,
    worker_id   text,
    opened_at   timestamptz NOT NULL,
    due_at      timestamptz,
    -- agreements an approval needs, and has
    quorum      bigint      NOT NULL,
    agreed      bigint      NOT NULL,
    CONSTRAINT open_items_view_pk PRIMARY KEY (generation, tenant, kind, session_id, item_id)
) WITH (fillfactor = 70);
CREATE INDEX open_items_view_generation_tenant_row_id_ix
    ON open_items_view (generation, tenant, row_id);
