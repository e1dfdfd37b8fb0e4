package org.dwsaudit.schema.bundle;

import java.util.UUID;
import org.dwsaudit.schema.administration.ExpiryProof;

/** What a retention run's receipt, proved to be in the log, vouches for. */
record Receipt(UUID run, ExpiryProof proof) {}
