/**
 * What callers reach: HTTP and gRPC on one port, mapping and access control only. Start with {@link
 * org.dwsaudit.api.AuditServices}, all that the API calls; {@code http} and {@code grpc} are the
 * two ways in, {@code error} the one table of what a refusal looks like on each.
 */
@NullMarked
package org.dwsaudit.api;

import org.jspecify.annotations.NullMarked;
