package org.dwsaudit.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.schema.error.ErrorCode;
import org.junit.jupiter.api.Test;

class OpenApiTest {

  private static final List<String> OF_THE_SERVER =
      List.of("GET /health/live", "GET /health/ready", "GET /metrics", "GET /v1/events/ws");

  private final ObjectNode document = OpenApi.document();

  private List<Map.Entry<String, JsonNode>> operations() {
    List<Map.Entry<String, JsonNode>> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        all.add(
            Map.entry(
                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), method.getValue()));
      }
    }
    return all;
  }

  @Test
  void describesEveryRouteAndNoOther() {
    List<String> routes =
        RoutesTest.endpoints().stream().map(e -> e.method() + " " + documented(e)).toList();

    assertThat(operations())
        .map(Map.Entry::getKey)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(routes.stream(), OF_THE_SERVER.stream()).toList());
  }

  /** A parameter for the rest of the path has an asterisk in the route. */
  private static String documented(Endpoint endpoint) {
    return endpoint.path().replace("{*", "{");
  }

  @Test
  void describesEveryParameterAndNoOther() {
    RoutesTest.endpoints()
        .forEach(
            endpoint -> {
              JsonNode operation =
                  document.at(
                      JsonPointer.empty()
                          .appendProperty("paths")
                          .appendProperty(documented(endpoint))
                          .appendProperty(endpoint.method().name().toLowerCase(Locale.ROOT)));
              List<String> expected = new ArrayList<>(endpoint.parameters());
              Stream.of(documented(endpoint).split("[{}]"))
                  .filter(part -> !part.contains("/"))
                  .forEach(expected::add);
              assertThat(operation.path("parameters"))
                  .filteredOn(parameter -> !parameter.has("$ref"))
                  .as(endpoint.path())
                  .map(parameter -> parameter.path("name").asText())
                  .containsExactlyInAnyOrderElementsOf(expected);
            });
  }

  @Test
  void saysWhatAProblemIsForEveryOperation() {
    assertThat(operations())
        .allSatisfy(
            operation ->
                assertThat(operation.getValue().at("/responses/default/$ref").asText())
                    .isEqualTo("#/components/responses/Problem"));
  }

  @Test
  void refersOnlyToWhatIsThere() {
    assertThat(document.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(ref -> assertThat(document.at(ref.substring(1)).isObject()).as(ref).isTrue());
  }

  @Test
  void givesEveryOperationANameOfItsOwn() {
    assertThat(operations())
        .map(operation -> operation.getValue().path("operationId").asText())
        .doesNotHaveDuplicates()
        .doesNotContain("");
  }

  @Test
  void listsEveryErrorCode() {
    assertThat(document.at("/components/schemas/ErrorCode/enum"))
        .map(JsonNode::asText)
        .containsExactly(Stream.of(ErrorCode.values()).map(ErrorCode::name).toArray(String[]::new));
  }
}
