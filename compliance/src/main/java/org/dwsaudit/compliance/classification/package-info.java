/**
 * How sensitive an event and each of its parts is: what the event says of itself, what its producer
 * says of parts, what its context and artifacts carry, and what the schema of its type and the
 * operator's rules say. Start with {@link org.dwsaudit.compliance.classification.Classifier}.
 */
@NullMarked
package org.dwsaudit.compliance.classification;

import org.jspecify.annotations.NullMarked;
