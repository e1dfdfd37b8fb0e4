/**
 * What proves that an event is the one that was recorded: its commitment, made when it is appended
 * ({@link org.dwsaudit.schema.integrity.EventCommitment}), the chain of leaf hashes of its session
 * ({@link org.dwsaudit.schema.integrity.Leaf}), and the check of an event of which parts were
 * withheld ({@link org.dwsaudit.schema.integrity.ProofVerifier}). Start with {@code
 * EventCommitment}; the bytes are specified in {@code docs/design/integrity.md}.
 */
@NullMarked
package org.dwsaudit.schema.integrity;

import org.jspecify.annotations.NullMarked;
