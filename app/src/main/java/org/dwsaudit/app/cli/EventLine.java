package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** An event on one line, for a person who watches: when, what, where, who, and what was said. */
final class EventLine {

  private static final int SESSION_CHARS = 8;
  private static final int CONTENT_CHARS_MAX = 160;

  private final Ansi ansi;

  /**
   * @param ansi whether there may be colours
   */
  EventLine(Ansi ansi) {
    this.ansi = ansi;
  }

  String of(JsonNode event) {
    return "%s  %s  %s  %s  %s"
        .formatted(
            styled("faint", "%-24s".formatted(text(event, "timestamp"))),
            styled("bold", "%-32s".formatted(text(event, "event_type"))),
            styled("cyan", "%-14s".formatted(place(event))),
            "%-16s".formatted(text(event, "worker_id")),
            cut(content(event.path("payload"))))
        .stripTrailing();
  }

  private static String place(JsonNode event) {
    String session = text(event, "session_id");
    return session.substring(0, Math.min(SESSION_CHARS, session.length()))
        + " #"
        + event.path("sequence_number").asLong();
  }

  private static String text(JsonNode event, String member) {
    return TextTable.printable(event.path(member).asText("–"));
  }

  private static String content(JsonNode payload) {
    if (payload.has("$redacted")) {
      return value(payload);
    }
    return payload.properties().stream().map(EventLine::pair).collect(Collectors.joining("  "));
  }

  private static String pair(Map.Entry<String, JsonNode> member) {
    return member.getKey() + "=" + value(member.getValue());
  }

  private static String value(JsonNode value) {
    if (value.has("$redacted")) {
      return "‹" + value.path("$redacted").path("level").asText("withheld") + "›";
    }
    return value.isTextual() ? value.textValue() : value.toString();
  }

  private static String cut(String text) {
    String printable = TextTable.printable(text);
    return printable.length() <= CONTENT_CHARS_MAX
        ? printable
        : printable.substring(0, CONTENT_CHARS_MAX - 1) + "…";
  }

  // the text is an event's: it must not be read as markup
  private String styled(String style, String text) {
    return ansi.enabled() && !text.contains("@|") && !text.contains("|@")
        ? ansi.string("@|" + style + " " + text + "|@")
        : text;
  }
}
