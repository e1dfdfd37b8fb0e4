/**
 * Replay: a session's events folded into the state that they tell of, at any point of the session,
 * and what changed between two points. Start with {@link org.dwsaudit.domain.replay.SessionReplay};
 * the folds, one per concern, follow {@link org.dwsaudit.domain.replay.StateFold}.
 */
@NullMarked
package org.dwsaudit.domain.replay;

import org.jspecify.annotations.NullMarked;
