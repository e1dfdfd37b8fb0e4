package org.dwsaudit.store.postgres;

import java.util.UUID;

/** A stream of the log: a session of a tenant. */
record StreamKey(String tenant, UUID sessionId) {}
