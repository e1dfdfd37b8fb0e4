-- Events that a subscription goes on without, and why. Which events, not what is in them. Those that
-- failed wait for somebody to decide; those that only stand behind one that failed, in the same
-- session, follow by themselves once nothing that failed is before them.
CREATE TABLE subscription_parked (
    subscription_id uuid        NOT NULL REFERENCES subscription ON DELETE CASCADE,
    position        bigint      NOT NULL,
    session_id      uuid        NOT NULL,
    event_id        uuid        NOT NULL,
    event_type      text        NOT NULL,
    failed          boolean     NOT NULL,
    -- somebody asked for another try
    retry           boolean     NOT NULL DEFAULT false,
    webhook_id      text,
    status          integer,
    error           text,
    attempts        integer     NOT NULL DEFAULT 0,
    parked_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_attempt_at timestamptz,
    CONSTRAINT subscription_parked_pk PRIMARY KEY (subscription_id, position)
);

CREATE INDEX subscription_parked_session_ix
    ON subscription_parked (subscription_id, session_id, position);
