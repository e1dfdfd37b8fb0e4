package org.dwsaudit.api.grpc;

import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.annotation.Blocking;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.dwsaudit.schema.grpc.v1.AuditServiceGrpc;

/**
 * The standard health service: the server as a whole, named by the empty string, and the audit
 * service serve while the readiness says so. A watcher is told of a change within a second.
 */
final class HealthCalls extends HealthGrpc.HealthImplBase {

  private static final long LOOK_MILLIS = 500;

  private final BooleanSupplier ready;

  HealthCalls(BooleanSupplier ready) {
    this.ready = ready;
  }

  @Blocking
  @Override
  public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answers) {
    ServingStatus status = status(request.getService());
    if (status == ServingStatus.SERVICE_UNKNOWN) {
      answers.onError(
          Status.NOT_FOUND
              .withDescription("service: unknown (expected: one that reflection lists)")
              .asRuntimeException());
      return;
    }
    answers.onNext(response(status));
    answers.onCompleted();
  }

  @Blocking
  @Override
  public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answers) {
    Watch watch =
        new Watch(request.getService(), (ServerCallStreamObserver<HealthCheckResponse>) answers);
    watch.look();
    ScheduledFuture<?> looks =
        ServiceRequestContext.current()
            .blockingTaskExecutor()
            .scheduleWithFixedDelay(watch::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    watch.answers.setOnCancelHandler(() -> looks.cancel(false));
  }

  private ServingStatus status(String service) {
    if (!service.isEmpty() && !service.equals(AuditServiceGrpc.SERVICE_NAME)) {
      return ServingStatus.SERVICE_UNKNOWN;
    }
    return ready.getAsBoolean() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
  }

  private static HealthCheckResponse response(ServingStatus status) {
    return HealthCheckResponse.newBuilder().setStatus(status).build();
  }

  private final class Watch {

    private final String service;
    private final ServerCallStreamObserver<HealthCheckResponse> answers;
    private ServingStatus told = ServingStatus.UNKNOWN;

    Watch(String service, ServerCallStreamObserver<HealthCheckResponse> answers) {
      this.service = service;
      this.answers = answers;
    }

    synchronized void look() {
      ServingStatus now = status(service);
      if (now != told && !answers.isCancelled()) {
        told = now;
        answers.onNext(response(now));
      }
    }
  }
}
