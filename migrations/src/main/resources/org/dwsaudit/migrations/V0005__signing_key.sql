-- Keys that several servers on one database share: cursors handed out by one are good at the other.
CREATE TABLE signing_key (
    purpose    text        PRIMARY KEY,
    secret     bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
