-- Durable subscriptions: what is delivered where, how far that is, and what is under way. The acts
-- of those who made them are facts in the log; nothing in these tables is evidence.
CREATE TABLE subscription (
    subscription_id uuid        PRIMARY KEY,
    tenant          text        COLLATE "C" NOT NULL,
    -- on whose behalf, and how much of an event they are sent at most
    owner           text        NOT NULL,
    clearance       text        NOT NULL,
    filter          text        NOT NULL,
    url             text        NOT NULL,
    format          text        NOT NULL,
    batch_size      integer     NOT NULL,
    max_wait_ms     integer     NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    status          text        NOT NULL DEFAULT 'active',
    status_reason   text,
    -- moves when somebody else than the deliverer changes something that it must look at
    revision        bigint      NOT NULL DEFAULT 1,
    -- which key seals its secrets
    key_id          text        NOT NULL,

    -- all that is selected up to here was acknowledged, or is parked
    position        bigint      NOT NULL,
    -- the batch that was begun: exactly these events, then on to batch_up_to
    batch_positions bigint[],
    batch_up_to     bigint,
    batch_since     timestamptz,
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,
    breaker         text        NOT NULL DEFAULT 'closed',
    last_status     integer,
    last_error      text,
    last_failure_at timestamptz,
    last_success_at timestamptz,
    delivered       bigint      NOT NULL DEFAULT 0,

    -- the server that delivers, as long as it says so anew
    server          text,
    leased_until    timestamptz,
    CONSTRAINT subscription_status_ck CHECK (status IN ('active', 'paused', 'disabled', 'deleting')),
    CONSTRAINT subscription_batch_ck CHECK ((batch_positions IS NULL) = (batch_up_to IS NULL))
) WITH (fillfactor = 50);

CREATE INDEX subscription_tenant_created_at_ix ON subscription (tenant, created_at);

-- Secrets that deliveries are signed with, sealed with a key that the database does not have. The
-- newest has no end; those before it sign beside it until theirs.
CREATE TABLE subscription_secret (
    subscription_id uuid        NOT NULL REFERENCES subscription ON DELETE CASCADE,
    number          integer     NOT NULL,
    sealed          bytea       NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at      timestamptz,
    CONSTRAINT subscription_secret_pk PRIMARY KEY (subscription_id, number)
);
