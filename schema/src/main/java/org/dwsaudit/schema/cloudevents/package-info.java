/**
 * DWS events as CloudEvents 1.0.2 and back (Spec 11, section 9). Start with {@link
 * org.dwsaudit.schema.cloudevents.CloudEventMapping}.
 */
@NullMarked
package org.dwsaudit.schema.cloudevents;

import org.jspecify.annotations.NullMarked;
