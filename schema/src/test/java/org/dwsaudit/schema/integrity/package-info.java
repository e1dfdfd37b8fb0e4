/**
 * Start with {@code GoldenVectorsTest}: the format; {@code CommitmentPropertyTest}: its promises.
 */
@NullMarked
package org.dwsaudit.schema.integrity;

import org.jspecify.annotations.NullMarked;
