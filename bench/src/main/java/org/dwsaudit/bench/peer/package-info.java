/**
 * What our figures are compared with: the same rows by COPY and by INSERT, and Axon's JPA engine.
 * Start with {@link org.dwsaudit.bench.peer.RowCopy}.
 */
@NullMarked
package org.dwsaudit.bench.peer;

import org.jspecify.annotations.NullMarked;
