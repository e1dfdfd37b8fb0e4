/**
 * How sensitive an event and each of its parts is: what the event says of itself, what its producer
 * says of parts, and what the schema of its type says. Start with {@link
 * org.dwsaudit.compliance.classification.Classifier}.
 */
@NullMarked
package org.dwsaudit.compliance.classification;

import org.jspecify.annotations.NullMarked;
