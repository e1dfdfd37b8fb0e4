package org.dwsaudit.schema.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Refusals;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.query.EventFilter;
import org.dwsaudit.schema.query.EventOrder;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryJsonTest {

  private static final String ID = "5e6836e4-fb8c-42fc-9b02-17bc0c15d297";

  private final QueryJson queries = new QueryJson(Taxonomy.standard());

  @Test
  void theSpecificationsExampleIsRead() {
    String body =
        """
        {"query": {"event_types": ["verification.*", "workflow.completed"],
                   "session_ids": ["%s"],
                   "worker_ids": ["a", "b"], "workflow_ids": ["w"], "correlation_ids": ["c"],
                   "time_range": {"from": "2026-04-01T00:00:00Z", "to": "2026-04-10T23:59:59Z"},
                   "cursor": null, "limit": 10}}
        """
            .formatted(ID);
    EventFilter filter =
        new EventFilter(
            List.of("verification.*", "workflow.completed"),
            List.of(new SessionId(UUID.fromString(ID))),
            List.of("a", "b"),
            List.of("w"),
            List.of("c"),
            Instant.parse("2026-04-01T00:00:00Z"),
            Instant.parse("2026-04-10T23:59:59Z"));
    assertThat(read(body))
        .isEqualTo(
            new QueryRequest(filter, EventOrder.ASC, Optional.empty(), 10, FieldSelection.ALL));
    assertThat(FilterJson.ofStored().read(FilterJson.write(filter))).isEqualTo(filter);
  }

  @Test
  void theOuterObjectAndEveryMemberMayBeLeftOut() {
    QueryRequest all =
        new QueryRequest(
            EventFilter.ALL, EventOrder.ASC, Optional.empty(), 100, FieldSelection.ALL);
    assertThat(read("{}")).isEqualTo(all);
    assertThat(read("{\"query\":{}}")).isEqualTo(all);
    assertThat(read("{\"event_types\":[],\"time_range\":{},\"cursor\":\"x\",\"limit\":1000}"))
        .isEqualTo(
            new QueryRequest(
                EventFilter.ALL, EventOrder.ASC, Optional.of("x"), 1000, FieldSelection.ALL));
    assertThat(read("{\"order\":\"desc\"}").order()).isEqualTo(EventOrder.DESC);
    assertThat(FilterJson.write(EventFilter.ALL)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "5",
        "{'query':[]}",
        "{'query':{},'limit':1}",
        "{'event_types':'workflow.*'}",
        "{'event_types':[5]}",
        "{'event_types':['']}",
        "{'event_types':['*.*']}",
        "{'event_types':['workflow.complete']}",
        "{'session_ids':['sess-001']}",
        "{'session_ids':null}",
        "{'worker_ids':['']}",
        "{'time_range':5}",
        "{'time_range':{'since':'2026-04-01T00:00:00Z'}}",
        "{'time_range':{'from':'2026-04-01'}}",
        "{'time_range':{'from':'2026-04-02T00:00:00Z','to':'2026-04-01T00:00:00Z'}}",
        "{'cursor':5}",
        "{'order':'newest'}",
        "{'order':null}",
        "{'limit':0}",
        "{'limit':1001}",
        "{'limit':1.5}",
        "{'limit':'10'}",
        "{'limit':1,'limit':2}",
        "{'worker_ids':['\\u0000']}"
      })
  void noQuery(String body) {
    assertThat(Refusals.code(() -> read(body.replace('\'', '"'))))
        .isEqualTo(ErrorCode.INVALID_QUERY);
  }

  @ParameterizedTest
  @CsvSource({"event_type, event_types", "workers_ids, worker_ids", "limits, limit"})
  void anUnknownFieldIsRefusedWithTheNearest(String sent, String meant) {
    assertThat(Refusals.of(() -> read("{\"" + sent + "\":1}")))
        .returns(ErrorCode.INVALID_QUERY, e -> e.code())
        .hasMessageContaining(meant);
  }

  @Test
  void listsAreBounded() {
    assertThat(read("{\"worker_ids\":[" + workers(1000) + "]}").filter().workerIds()).hasSize(1000);
    assertThat(Refusals.code(() -> read("{\"worker_ids\":[" + workers(1001) + "]}")))
        .isEqualTo(ErrorCode.INVALID_QUERY);
  }

  private static String workers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + i + "\"")
        .collect(Collectors.joining(","));
  }

  @Test
  void brokenJsonIsRefusedAsSuch() {
    assertThat(Refusals.code(() -> read("{"))).isEqualTo(ErrorCode.MALFORMED_JSON);
  }

  @Test
  void whatIsStoredReadsThoughItsTypesAreNoLongerKnown() {
    EventFilter filter =
        new EventFilter(
            List.of("shop.sold"), List.of(), List.of(), List.of(), List.of(), null, null);
    assertThat(FilterJson.ofStored().read(FilterJson.write(filter))).isEqualTo(filter);
  }

  private QueryRequest read(String body) {
    return queries.read(body.getBytes(StandardCharsets.UTF_8));
  }
}
