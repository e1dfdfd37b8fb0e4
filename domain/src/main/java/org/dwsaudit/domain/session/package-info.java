/**
 * Recording events in sessions. {@link org.dwsaudit.domain.session.EventRecorder} is the way in;
 * the decision itself is {@code RecordingDecision}, over the event-sourced {@link
 * org.dwsaudit.domain.session.Session}.
 */
@NullMarked
package org.dwsaudit.domain.session;

import org.jspecify.annotations.NullMarked;
