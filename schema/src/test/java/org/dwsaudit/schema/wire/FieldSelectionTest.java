package org.dwsaudit.schema.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collections;
import java.util.List;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Refusals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSelectionTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String EVENT =
      """
      {"event_id":"e","event_type":"t","context":{"a/b":1,"c":{"d":2}},
       "payload":{"text":"x","cost":{"usd":1,"eur":2},"items":[{"id":1},{"id":2}],
                  "secret":{"$redacted":{"level":"confidential"}}},
       "record":{"position":"p","leaf_hash":"h"}}
      """;

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/event_id                      | {'event_id':'e'}",
        "/event_id /record/position     | {'event_id':'e','record':{'position':'p'}}",
        "/payload/cost/usd              | {'payload':{'cost':{'usd':1}}}",
        "/payload/cost/usd /payload/cost| {'payload':{'cost':{'usd':1,'eur':2}}}",
        "/payload/cost /payload/cost/usd| {'payload':{'cost':{'usd':1,'eur':2}}}",
        "/context/a~1b                  | {'context':{'a/b':1}}",
        "/payload/items/0/id            | {'payload':{'items':[{'id':1},{'id':2}]}}",
        "/payload/text/inside           | {'payload':{}}",
        "/payload/none                  | {'payload':{}}",
        "/phase_id                      | {}",
        "/payload/secret/inside | {'payload':{'secret':{'$redacted':{'level':'confidential'}}}}"
      })
  void leavesOutWhatIsNotWanted(String pointers, String expected) {
    FieldSelection selection = FieldPointers.read(List.of(pointers.strip().split(" ")));

    assertThat(selection.select(json(EVENT)))
        .isEqualTo(json(expected.replace((char) 39, (char) 34)));
  }

  @Test
  void noPointerIsEverything() {
    assertThat(FieldPointers.read(List.of()).select(json(EVENT))).isEqualTo(json(EVENT));
  }

  @Test
  void aPayloadThatIsWithheldSaysSo() {
    JsonNode withheld = json("{\"payload\":{\"$redacted\":{\"level\":\"restricted\"}}}");

    assertThat(FieldPointers.read(List.of("/payload/cost")).select(withheld)).isEqualTo(withheld);
  }

  @ParameterizedTest
  @CsvSource({
    "/evnt_id, /event_id",
    "event_id, /event_id",
    "/record/positon, /record/position",
    "/payloads/text, /payload"
  })
  void refusesWhatNoEventHasWithTheNearest(String pointer, String meant) {
    assertThat(Refusals.of(() -> FieldPointers.read(List.of(pointer))))
        .returns(ErrorCode.INVALID_QUERY, e -> e.code())
        .hasMessageContaining(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/payload/~2", "/event_id/x", "/record/x", "payload.text"})
  void refusesWhatIsNoPointerIntoAnEvent(String pointer) {
    assertThat(Refusals.code(() -> FieldPointers.read(List.of(pointer))))
        .isEqualTo(ErrorCode.INVALID_QUERY);
  }

  @Test
  void isBounded() {
    FieldPointers.read(Collections.nCopies(64, "/event_id"));
    FieldPointers.read(List.of("/payload" + "/a".repeat(63)));
    for (List<String> tooMuch :
        List.of(
            Collections.nCopies(65, "/event_id"),
            List.of("/payload" + "/a".repeat(64)),
            List.of("/payload/" + "a".repeat(1024)))) {
      assertThat(Refusals.code(() -> FieldPointers.read(tooMuch)))
          .isEqualTo(ErrorCode.INVALID_QUERY);
    }
  }
}
