package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.dwsaudit.app.client.ServerClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "query",
    description = "Shows stored events, oldest first unless told otherwise.",
    mixinStandardHelpOptions = true)
final class QueryVerb implements Callable<Integer> {

  private static final int PAGE_MAX = 1_000;
  private static final int LIMIT_MAX = 1_000_000;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private FilterOptions filter = new FilterOptions();
  @Mixin private ReasonOption reason = new ReasonOption();

  @Option(
      names = "--limit",
      defaultValue = "1000",
      description = "Most events to show (default: ${DEFAULT-VALUE}).")
  private int limit = PAGE_MAX;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      defaultValue = "asc",
      description = "asc: oldest first (default); desc: newest first.")
  private String order = "asc";

  @Option(
      names = "--fields",
      split = ",",
      paramLabel = "POINTER",
      description =
          "Only these parts of each event, as JSON Pointers: /event_type,/payload/text. Shows each"
              + " event as a line of JSON.")
  private List<String> fields = List.of();

  @Option(
      names = "--cursor",
      description = "Go on, or back, where an earlier answer of the same query ended.")
  private @Nullable String cursor;

  @Override
  public Integer call() {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new UsageException("--limit: %d (expected: 1..%d)".formatted(limit, LIMIT_MAX));
    }
    return server.show(this::events, this::print);
  }

  private JsonNode events(ServerClient client) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    ArrayNode events = all.putArray("events");
    String next = cursor;
    do {
      ObjectNode query = filter.json();
      query.put("order", order);
      if (!fields.isEmpty()) {
        fields.forEach(query.putArray("fields")::add);
      }
      query.put("cursor", next);
      query.put("limit", Math.min(PAGE_MAX, limit - events.size()));
      JsonNode page =
          reason
              .givenBy(client)
              .post("/v1/events/query", JsonNodeFactory.instance.objectNode().set("query", query));
      page.path("events").forEach(events::add);
      if (!all.has("previous_cursor")) {
        all.set("previous_cursor", page.path("previous_cursor"));
      }
      next = page.path("next_cursor").textValue();
    } while (next != null && events.size() < limit && goesOn());
    all.put("next_cursor", next);
    return all;
  }

  /** What follows on a page may be what its reader has seen: only a first page is filled up. */
  private boolean goesOn() {
    return cursor == null || limit > PAGE_MAX;
  }

  private void print(JsonNode answer, PrintWriter out) {
    if (answer.path("events").isEmpty()) {
      out.println("No event matches.");
    } else if (fields.isEmpty()) {
      printTable(answer, out);
    } else {
      answer.path("events").forEach(event -> out.println(TextTable.printable(event.toString())));
    }
    printCursors(answer, out);
  }

  private static void printTable(JsonNode answer, PrintWriter out) {
    TextTable table = new TextTable("TIME", "TYPE", "SESSION", "NO", "WORKER", "PAYLOAD");
    for (JsonNode event : answer.path("events")) {
      table.row(
          event.path("timestamp").asText(),
          event.path("event_type").asText(),
          event.path("session_id").asText(),
          event.path("sequence_number").asText(),
          event.path("worker_id").asText("–"),
          event.path("payload"));
    }
    table.print(out);
  }

  private static void printCursors(JsonNode answer, PrintWriter out) {
    for (String way : List.of("next", "previous")) {
      String cursor = answer.path(way + "_cursor").textValue();
      if (cursor != null) {
        out.printf("%s page: --cursor %s%n", way, cursor);
      }
    }
  }
}
