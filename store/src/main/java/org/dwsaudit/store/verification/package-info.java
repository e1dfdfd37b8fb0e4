/**
 * Checks the log against the leaf hashes in it: what was altered, removed or put in where nobody
 * could by the log's own ways. Start with {@link org.dwsaudit.store.verification.ChainCheck}.
 */
@NullMarked
package org.dwsaudit.store.verification;

import org.jspecify.annotations.NullMarked;
