/**
 * The Merkle log: a tree over the leaf hashes of all events in commit order, built behind the
 * appends, and the checkpoints with which the store says in public what it contains. Start with
 * {@link org.dwsaudit.compliance.transparency.MerkleLog}; formats are in {@code
 * docs/design/integrity.md}, reasons in {@code docs/design/merkle-log.md}.
 */
@NullMarked
package org.dwsaudit.compliance.transparency;

import org.jspecify.annotations.NullMarked;
