-- The Merkle tree over the leaf hashes of all events in commit order; position p is entry p - 1. It
-- outlasts the events: what expired stays provable.
CREATE TABLE merkle_log (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    -- which log this is; the name of its keys, and the first line of its checkpoints
    origin   text    NOT NULL,
    size     bigint  NOT NULL
);

-- Level 0 has the entries themselves, 32 bytes each, from which the tree's own hashes are one step;
-- the levels above have the roots of 256 below. The last one of each level grows.
CREATE TABLE merkle_tile (
    level  smallint NOT NULL,
    index  bigint   NOT NULL,
    hashes bytea    NOT NULL,
    PRIMARY KEY (level, index)
);

-- hashes do not compress
ALTER TABLE merkle_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

CREATE TABLE checkpoint (
    size         bigint      PRIMARY KEY,
    published_at timestamptz NOT NULL,
    note         text        NOT NULL
);

CREATE INDEX checkpoint_published_at_ix ON checkpoint (published_at);

-- Public keys, the last one in force. Each but the first was named by the one before it.
CREATE TABLE checkpoint_key (
    ordinal    int         PRIMARY KEY,
    public_key text        NOT NULL UNIQUE,
    since      timestamptz NOT NULL,
    -- the note with which the key before it names this one
    succession text
);
