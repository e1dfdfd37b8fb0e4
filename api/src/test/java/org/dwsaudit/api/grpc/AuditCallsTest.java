package org.dwsaudit.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.server.annotation.Blocking;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.dwsaudit.schema.grpc.v1.AuditServiceGrpc;
import org.junit.jupiter.api.Test;

class AuditCallsTest {

  @Test
  void whatReadsTheDatabaseLeavesTheEventLoop() {
    assertThat(
            Arrays.stream(AuditCalls.class.getDeclaredMethods())
                .filter(AuditCallsTest::isCall)
                .filter(call -> !call.isAnnotationPresent(Blocking.class))
                .map(Method::getName))
        .containsExactly("append");
  }

  private static boolean isCall(Method method) {
    return Modifier.isPublic(method.getModifiers())
        && !method.isSynthetic()
        && Arrays.stream(AuditServiceGrpc.AuditServiceImplBase.class.getMethods())
            .anyMatch(declared -> declared.getName().equals(method.getName()));
  }
}
