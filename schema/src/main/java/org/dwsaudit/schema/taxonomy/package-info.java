/**
 * The event types of DWS Spec 11, section 3, read from {@code taxonomy.json}. Start with {@link
 * org.dwsaudit.schema.taxonomy.Taxonomy}.
 */
@NullMarked
package org.dwsaudit.schema.taxonomy;

import org.jspecify.annotations.NullMarked;
