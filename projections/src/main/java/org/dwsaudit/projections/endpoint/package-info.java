/**
 * Where deliveries may go: what a target's URL may be, and to which addresses the server connects.
 * Start with {@link org.dwsaudit.projections.endpoint.TargetRules}.
 */
@NullMarked
package org.dwsaudit.projections.endpoint;

import org.jspecify.annotations.NullMarked;
