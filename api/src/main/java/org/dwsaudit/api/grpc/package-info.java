/**
 * The service {@code dws.audit.v1.AuditService} over gRPC: messages to and from events, flow
 * control, errors with their details. Start with {@link org.dwsaudit.api.grpc.GrpcApi}.
 */
@NullMarked
package org.dwsaudit.api.grpc;

import org.jspecify.annotations.NullMarked;
