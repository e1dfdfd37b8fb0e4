package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "count",
    description =
        "Counts events by day, category, type, workflow, phase, worker or level, at any size of"
            + " the log.",
    mixinStandardHelpOptions = true)
final class CountVerb implements Callable<Integer> {

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private FilterOptions filter = new FilterOptions();

  @Option(
      names = "--by",
      split = ",",
      paramLabel = "FACET",
      description =
          "day, category, event_type, workflow_id, phase_id, worker_id, data_classification; may"
              + " be several.")
  private List<String> facets = List.of();

  @Option(
      names = "--first-day",
      paramLabel = "DAY",
      description = "Count from this day on (UTC), as 2026-04-01.")
  private @Nullable String first;

  @Option(names = "--last-day", paramLabel = "DAY", description = "Count up to this day.")
  private @Nullable String last;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Most values of each facet (1 to 1000; 20 unless you say otherwise).")
  private @Nullable Integer limit;

  @Override
  public Integer call() {
    ObjectNode query = filter.json();
    if (!facets.isEmpty()) {
      facets.forEach(query.putArray("facets")::add);
    }
    if (first != null || last != null) {
      ObjectNode days = query.putObject("days");
      if (first != null) {
        days.put("from", first);
      }
      if (last != null) {
        days.put("to", last);
      }
    }
    if (limit != null) {
      query.put("limit", limit);
    }
    return server.show(
        client ->
            client.post(
                "/v1/events/count", JsonNodeFactory.instance.objectNode().set("query", query)),
        CountVerb::print);
  }

  private static void print(JsonNode answer, PrintWriter out) {
    out.printf(Locale.ROOT, "%,d events%n", answer.path("events").asLong());
    for (Map.Entry<String, JsonNode> facet : answer.path("facets").properties()) {
      out.println();
      TextTable table = new TextTable(facet.getKey().toUpperCase(Locale.ROOT), "EVENTS");
      JsonNode values = facet.getValue().path("values");
      for (JsonNode value : values) {
        String name = value.path("value").asText();
        table.row(name.isEmpty() ? "–" : name, value.path("events").asText());
      }
      table.print(out);
      long more = facet.getValue().path("distinct").asLong() - values.size();
      if (more > 0) {
        out.printf("and %d more (--limit)%n", more);
      }
    }
    long behind = answer.path("events_behind").asLong();
    if (behind > 0) {
      out.printf("The latest %d events of the log are not counted yet.%n", behind);
    }
  }
}
