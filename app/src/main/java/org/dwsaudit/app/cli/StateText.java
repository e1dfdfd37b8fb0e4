package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** A session's state as a person reads it: where it stands, then a table for each kind of thing. */
final class StateText {

  /** Members of an item that have a column, or say nothing beside one. */
  private static final Set<String> IN_COLUMNS = Set.of("status", "since", "sequence_number");

  private StateText() {}

  static void print(JsonNode state, PrintWriter out) {
    JsonNode asOf = state.path("as_of");
    out.printf(
        "Session   %s (%s)%n",
        state.path("session_id").asText(), state.path("workflow_id").asText("no event yet"));
    out.printf(
        "As of     event %s, %s%n",
        asOf.path("sequence_number").asText(), asOf.path("timestamp").asText("before the first"));
    out.printf("Status    %s%s%n", state.path("status").asText(), since(state));
    line(out, "Phase", state.path("current_phase"));
    line(out, "Intent", state.path("current_intent"));
    out.printf("Events    %s%s%n", state.path("events").asText(), gaps(state));
    for (Map.Entry<String, JsonNode> member : state.properties()) {
      if (member.getValue().isArray() && !member.getKey().equals("missing")) {
        printList(member.getKey(), member.getValue(), out);
      }
    }
    printCosts(state.path("costs"), out);
  }

  private static String since(JsonNode state) {
    return state.has("status_since") ? ", since event " + state.path("status_since").asText() : "";
  }

  private static String gaps(JsonNode state) {
    return state.path("complete").asBoolean(true)
        ? ""
        : "; %s expired".formatted(state.path("missing_events").asText());
  }

  private static void line(PrintWriter out, String name, JsonNode value) {
    if (value.isTextual()) {
      out.printf("%-9s %s%n", name, TextTable.printable(value.asText()));
    }
  }

  private static void printList(String name, JsonNode items, PrintWriter out) {
    out.println();
    TextTable table = new TextTable(title(name), "STATUS", "EVENTS", "");
    for (JsonNode item : items) {
      String since = item.path("since").asText();
      String last = item.path("sequence_number").asText();
      table.row(
          firstValue(item),
          item.path("status").asText("–"),
          since.equals(last) ? since : since + "–" + last,
          rest(item));
    }
    table.print(out);
  }

  private static String title(String name) {
    return name.replace('_', ' ').toUpperCase(java.util.Locale.ROOT);
  }

  private static String firstValue(JsonNode item) {
    return item.elements().next().asText();
  }

  /** The scalar members that have no column. */
  private static String rest(JsonNode item) {
    StringJoiner rest = new StringJoiner(", ");
    boolean first = true;
    for (Map.Entry<String, JsonNode> member : item.properties()) {
      JsonNode value = member.getValue();
      if (!first && value.isValueNode() && !IN_COLUMNS.contains(member.getKey())) {
        rest.add(member.getKey() + " " + value.asText());
      }
      first = false;
    }
    return rest.toString();
  }

  private static void printCosts(JsonNode costs, PrintWriter out) {
    if (costs.path("by_type").isEmpty()) {
      return;
    }
    out.println();
    TextTable table = new TextTable("COSTS", "EVENTS", "USD", "TOKENS IN", "TOKENS OUT");
    for (Map.Entry<String, JsonNode> type : costs.path("by_type").properties()) {
      JsonNode spent = type.getValue();
      table.row(
          type.getKey(),
          spent.path("events").asText(),
          spent.path("cost_usd").asText("–"),
          spent.path("tokens_input").asText("–"),
          spent.path("tokens_output").asText("–"));
    }
    table.print(out);
  }
}
