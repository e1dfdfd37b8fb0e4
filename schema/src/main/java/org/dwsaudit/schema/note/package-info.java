/**
 * Signed notes and checkpoints, as C2SP signed-note and tlog-checkpoint have them, with Ed25519:
 * how the log says in public what it contains. Start with {@link
 * org.dwsaudit.schema.note.Checkpoint}.
 */
@NullMarked
package org.dwsaudit.schema.note;

import org.jspecify.annotations.NullMarked;
