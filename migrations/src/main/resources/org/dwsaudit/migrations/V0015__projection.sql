-- The views' bookkeeping. A view's rows carry a generation: readers see the current one while a
-- rebuild fills the next beside it.
CREATE TABLE projection (
    view               text        COLLATE "C" PRIMARY KEY,
    generation         integer     NOT NULL DEFAULT 1,
    -- the generation that a rebuild fills
    building           integer,
    -- the one before, its rows still to be deleted
    stale              integer,
    rebuild_started_at timestamptz,
    rebuilt_at         timestamptz
);

-- How far each processor has come in each segment; written in the transaction that writes the rows.
-- Who holds a segment says so anew while it works; a claim that is not renewed is anybody's.
CREATE TABLE projection_token (
    processor  text        COLLATE "C" NOT NULL,
    segment    integer     NOT NULL,
    mask       integer     NOT NULL,
    -- of the last event that was looked at
    position   bigint      NOT NULL,
    owner      text,
    claimed_at timestamptz,
    CONSTRAINT projection_token_pk PRIMARY KEY (processor, segment)
) WITH (fillfactor = 50);

-- Events that a view could not take, and why. Nothing of their content.
CREATE TABLE projection_parked (
    view       text        COLLATE "C" NOT NULL,
    generation integer     NOT NULL,
    position   bigint      NOT NULL,
    tenant     text        COLLATE "C" NOT NULL,
    session_id uuid        NOT NULL,
    event_id   uuid        NOT NULL,
    event_type text        NOT NULL,
    error      text        NOT NULL,
    parked_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT projection_parked_pk PRIMARY KEY (view, generation, position)
);

-- Servers that work on the views, so that each takes its share of the segments.
CREATE TABLE projection_server (
    server  text        PRIMARY KEY,
    seen_at timestamptz NOT NULL
);
