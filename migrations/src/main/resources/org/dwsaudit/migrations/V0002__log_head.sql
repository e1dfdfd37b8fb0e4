-- The last position given out. Writers take this row's lock before they number events and keep it
-- until they commit, so positions are gapless and visible in their own order.
CREATE TABLE log_head (
    singleton     boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    last_position bigint  NOT NULL
) WITH (fillfactor = 10);
INSERT INTO log_head (last_position) VALUES (0);
