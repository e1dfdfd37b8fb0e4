/**
 * The Merkle tree of RFC 6962 (RFC 9162, section 2.1) with SHA-256: its hashes, its proofs and
 * their check, and the tiles it is kept in. Pure computation, no store. Start with {@link
 * org.dwsaudit.schema.merkle.CompactRange} for a root, {@link
 * org.dwsaudit.schema.merkle.InclusionProof} and {@link
 * org.dwsaudit.schema.merkle.ConsistencyProof} for a check, {@link
 * org.dwsaudit.schema.merkle.TiledTree} for proofs out of tiles.
 */
@NullMarked
package org.dwsaudit.schema.merkle;

import org.jspecify.annotations.NullMarked;
