package org.dwsaudit.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc.HealthBlockingStub;
import io.grpc.reflection.v1.ServerReflectionGrpc.ServerReflectionStub;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthAndReflectionTest {

  @AutoClose private static final GrpcFixture fixture = new GrpcFixture();
  private final HealthBlockingStub health = fixture.client(HealthBlockingStub.class);

  @BeforeEach
  void ready() {
    fixture.ready.set(true);
  }

  @Test
  void servesWhileTheServerIsReady() {
    assertThat(check("")).isEqualTo(ServingStatus.SERVING);
    assertThat(check("dws.audit.v1.AuditService")).isEqualTo(ServingStatus.SERVING);
    fixture.ready.set(false);
    assertThat(check("")).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(check("dws.audit.v1.AuditService")).isEqualTo(ServingStatus.NOT_SERVING);
  }

  @Test
  void doesNotKnowOtherServices() {
    StatusRuntimeException failure =
        Assertions.catchThrowableOfType(StatusRuntimeException.class, () -> check("other"));

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  void tellsAWatcherOfChanges() {
    Iterator<HealthCheckResponse> watch = health.watch(HealthCheckRequest.getDefaultInstance());

    assertThat(watch.next().getStatus()).isEqualTo(ServingStatus.SERVING);
    fixture.ready.set(false);
    assertThat(watch.next().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
  }

  @Test
  void listsItsServices() {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> requests =
        fixture
            .client(ServerReflectionStub.class)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answer.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());

    assertThat(answer.join().getListServicesResponse().getServiceList())
        .extracting(ServiceResponse::getName)
        .contains("dws.audit.v1.AuditService", "grpc.health.v1.Health");
    requests.onCompleted();
  }

  private ServingStatus check(String service) {
    return health.check(HealthCheckRequest.newBuilder().setService(service).build()).getStatus();
  }
}
