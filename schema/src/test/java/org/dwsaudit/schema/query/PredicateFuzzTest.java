package org.dwsaudit.schema.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.SessionId;

/** Whatever somebody writes is refused as a query, or decided; nothing else comes of it. */
class PredicateFuzzTest {

  private static final List<String> WORDS =
      List.of(
          "payload",
          "context",
          "timestamp",
          "worker_id",
          "event_type",
          ".a",
          ".b",
          ".size()",
          "['a']",
          "[0]",
          "[-1]",
          "(",
          ")",
          " && ",
          " || ",
          "!",
          " == ",
          " != ",
          " < ",
          " in ",
          " + ",
          " - ",
          " / ",
          " % ",
          " ? ",
          " : ",
          "1",
          "0",
          "1.5",
          "-9223372036854775808",
          "2u",
          "''",
          "'a'",
          "b'a'",
          "null",
          "true",
          "false",
          "[1, 'a']",
          "{'a': 1}",
          "size(",
          "has(",
          "int(",
          "uint(",
          "double(",
          "string(",
          "bytes(",
          "bool(",
          "dyn(",
          "type(",
          "duration('1h')",
          "timestamp('2026-01-01T00:00:00Z')",
          ".exists(x, x",
          ".all(x, x",
          ".exists_one(x, x",
          ".matches('a*')",
          ".contains('a')",
          ".startsWith(",
          ".endsWith(",
          ".getHours('UTC')",
          ".getFullYear()",
          "x",
          ", ",
          "\\",
          "\"",
          "\n",
          "\u0000",
          "\uD800",
          "é",
          "`",
          "//");

  private static final List<String> PAYLOADS =
      List.of(
          "{}",
          "{\"a\":null,\"b\":[]}",
          "{\"a\":1,\"b\":{\"a\":[1,2,{\"b\":null}]}}",
          "{\"a\":\"aé😀\",\"b\":1e308}",
          "{\"a\":[\"a\",1,null,true,{}],\"b\":9223372036854775807}",
          "{\"a\":123456789012345678901234567890,\"b\":-0.0}");

  @Property(tries = 2_000)
  void anyTextIsRefusedOrDecided(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int words = 1 + random.nextInt(14); words > 0; words--) {
      text.append(WORDS.get(random.nextInt(WORDS.size())));
    }
    assertRefusedOrDecided(text.toString());
  }

  @Property(tries = 2_000)
  void anyConditionIsDecided(@ForAll long seed) {
    assertRefusedOrDecided(condition(new Random(seed), 3));
  }

  private static String condition(Random random, int depth) {
    if (depth == 0) {
      return value(random, 2) + any(random, " == ", " != ", " < ", " >= ") + value(random, 2);
    }
    return switch (random.nextInt(6)) {
      case 0 -> "(" + condition(random, depth - 1) + ") && (" + condition(random, depth - 1) + ")";
      case 1 -> "(" + condition(random, depth - 1) + ") || (" + condition(random, depth - 1) + ")";
      case 2 -> "!(" + condition(random, depth - 1) + ")";
      case 3 -> value(random, 1) + ".exists(x, dyn(x) == " + value(random, 1) + ")";
      case 4 -> value(random, 1) + ".all(x, " + condition(random, depth - 1) + ")";
      default -> condition(random, 0);
    };
  }

  private static String value(Random random, int depth) {
    if (depth == 0) {
      return any(
          random,
          "payload",
          "payload.a",
          "payload.b",
          "payload.b.a",
          "context.a",
          "worker_id",
          "1",
          "'a'",
          "1.5",
          "null",
          "timestamp",
          "[1, 2]",
          "duration('1s')",
          "payload['a'][0]");
    }
    String inner = "dyn(" + value(random, depth - 1) + ")";
    return switch (random.nextInt(8)) {
      case 0 -> inner + " + dyn(" + value(random, depth - 1) + ")";
      case 1 -> inner + " / dyn(" + value(random, depth - 1) + ")";
      case 2 -> "size(" + inner + ")";
      case 3 -> any(random, "int(", "double(", "string(", "timestamp(", "duration(") + inner + ")";
      case 4 -> inner + "[" + value(random, 0) + "]";
      default -> inner;
    };
  }

  private static String any(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static void assertRefusedOrDecided(String text) {
    try {
      Predicate predicate = Predicate.of(text);
      predicate.implied();
      for (String payload : PAYLOADS) {
        assertThat(predicate.decide(event(payload), new Effort())).isNotNull();
      }
    } catch (AuditException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY);
      assertThat(e.getMessage()).startsWith("where: ").hasSizeLessThan(500);
    }
  }

  private static AuditEvent event(String payload) {
    return new AuditEvent(
        new EventId(UUID.fromString("10000000-0000-4000-8000-000000000001")),
        "skill.tool_called",
        Instant.parse("2026-03-01T12:00:00Z"),
        new SessionId(UUID.fromString("20000000-0000-4000-8000-000000000002")),
        "booking",
        null,
        "agent",
        null,
        "0123456789abcdef",
        null,
        JsonDocument.ofText(payload),
        Classification.INTERNAL,
        Map.of());
  }
}
