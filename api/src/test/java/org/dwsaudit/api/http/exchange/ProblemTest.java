package org.dwsaudit.api.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import java.util.List;
import org.dwsaudit.api.error.ErrorStatus;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Rule;
import org.dwsaudit.schema.error.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {

  @ParameterizedTest
  @EnumSource
  void isWhatTheTableSaysOfItsCode(ErrorCode code) {
    AggregatedHttpResponse answer = Problem.of(code, "why").aggregated();
    JsonNode json = Problem.of(code, "why").tree();

    assertThat(answer.status()).isEqualTo(ErrorStatus.of(code).http());
    assertThat(answer.contentType()).hasToString("application/problem+json");
    assertThat(answer.headers().contains("retry-after")).isEqualTo(code.retryable());
    assertThat(json.path("code").asText()).isEqualTo(code.name());
    assertThat(json.path("retryable").asBoolean()).isEqualTo(code.retryable());
    assertThat(json.path("status").asInt()).isEqualTo(answer.status().code());
    assertThat(json.path("type").asText()).matches("urn:dws-audit:problem:[a-z-]+");
    assertThat(json.path("title").asText()).isNotEmpty();
    assertThat(json.has("violations")).isFalse();
  }

  @Test
  void listsViolations() {
    AuditException refused =
        AuditException.of(List.of(new Violation(3, "/event_id", Rule.UUID, "not one")));

    assertThat(Problem.of(refused).tree().at("/violations/0"))
        .hasToString(
            "{\"index\":3,\"pointer\":\"/event_id\",\"rule\":\"UUID\",\"message\":\"not one\"}");
  }

  @Test
  void isUtf8WhateverTheMessageHolds() {
    String body = Problem.of(ErrorCode.INVALID_QUERY, "half \ud800").aggregated().contentUtf8();

    assertThat(body).contains("half ?");
  }
}
