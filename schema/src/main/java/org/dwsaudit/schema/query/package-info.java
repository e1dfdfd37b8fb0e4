/**
 * Which events a query, export or legal hold is about: the filters of DWS Spec 11, section 5.2.
 * Start with {@link org.dwsaudit.schema.query.EventFilter}.
 */
@NullMarked
package org.dwsaudit.schema.query;

import org.jspecify.annotations.NullMarked;
