package org.dwsaudit.compliance.transparency;

import java.time.Instant;
import org.dwsaudit.schema.note.SignedNote;

/**
 * A checkpoint that the store gave out.
 *
 * @param size of the tree that it is about
 */
public record PublishedCheckpoint(long size, Instant publishedAt, SignedNote note) {}
