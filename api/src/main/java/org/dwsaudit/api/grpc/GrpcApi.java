package org.dwsaudit.api.grpc;

import com.linecorp.armeria.server.annotation.Blocking;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.util.function.BooleanSupplier;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.access.Principals;

/**
 * The API over gRPC: {@code dws.audit.v1.AuditService}, as its protobuf file says, with reflection
 * and the standard health service.
 */
public final class GrpcApi {

  private final AuditServices services;
  private final Principals principals;
  private final BooleanSupplier ready;

  /**
   * @param ready whether the server can do its work now, for the health service: asked for each
   *     check and twice a second for each watcher, on threads that may wait
   */
  public GrpcApi(AuditServices services, Principals principals, BooleanSupplier ready) {
    this.services = services;
    this.principals = principals;
    this.ready = ready;
  }

  /**
   * The service, for a server. Calls that may wait run on the server's blocking task executor, as
   * {@link Blocking} says; small appends never do and are decided on the event loop. A message may
   * be as large as a request; calls have no deadline but the caller's.
   */
  public GrpcService service() {
    int requestBytesMax = services.limits().requestBytesMax();
    return new CallService(
        GrpcService.builder()
            .addService(new AuditCalls(services, principals))
            .addService(new HealthCalls(ready))
            .addService(ProtoReflectionServiceV1.newInstance())
            .exceptionHandler(new GrpcErrors(requestBytesMax))
            .maxRequestMessageLength(requestBytesMax)
            .build());
  }
}
