package org.dwsaudit.schema.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import java.io.IOException;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.stream.Stream;
import org.dwsaudit.schema.event.SampleEvents;
import org.dwsaudit.schema.wire.EventJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventMappingTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @Test
  void attributesAreThoseOfTheSpecification() {
    CloudEvent event = CloudEventMapping.toCloudEvent(SampleEvents.RECORDED);
    assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
    assertThat(event.getId()).isEqualTo("607c4bcd-74bb-4799-97f4-c830013e067c");
    assertThat(event.getType()).isEqualTo("dws.knowledge.entry_created");
    assertThat(event.getSource()).isEqualTo(URI.create("dws://refund%20flow/agent%2F7"));
    assertThat(event.getTime()).isEqualTo(SampleEvents.FULL.timestamp().atOffset(ZoneOffset.UTC));
    assertThat(event.getSubject()).isEqualTo("5e6836e4-fb8c-42fc-9b02-17bc0c15d297");
    assertThat(event.getDataContentType()).isEqualTo("application/json");
    assertThat(event.getExtensionNames()).isEmpty();
  }

  @Test
  void dataIsTheWholeEvent() throws IOException {
    CloudEvent event = CloudEventMapping.toCloudEvent(SampleEvents.RECORDED);
    assertThat(MAPPER.readTree(Objects.requireNonNull(event.getData()).toBytes()))
        .isEqualTo(MAPPER.readTree(EventJson.text(SampleEvents.RECORDED)));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void sourcesParseBack(CloudEventSource source) {
    assertThat(CloudEventSource.parse(source.uri().toString())).contains(source);
  }

  static Stream<CloudEventSource> sources() {
    return Stream.of("-", "%2D", "a/b", "é 𝔘", "?#", "..", "+")
        .flatMap(
            id ->
                Stream.of(
                    new CloudEventSource(id, null),
                    new CloudEventSource(id, id),
                    new CloudEventSource("w", id)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "dws:",
        "dws://",
        "dws://w",
        "dws:///a",
        "dws://w/",
        "dws://w/a/b",
        "dws://w/a?b",
        "dws://w/a#b",
        "dws://w/%",
        "dws://w/%zz",
        "dws://w/%ff",
        "https://w/a"
      })
  void whatIsNoSourceOfOursIsNone(String source) {
    assertThat(CloudEventSource.parse(source)).isEmpty();
  }
}
