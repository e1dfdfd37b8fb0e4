/**
 * JSON read strictly and written canonically (RFC 8785). Start with {@link
 * org.dwsaudit.schema.json.StrictJsonReader}.
 */
@NullMarked
package org.dwsaudit.schema.json;

import org.jspecify.annotations.NullMarked;
