package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The filters of a query, as the command line takes them; each may be given more than once. */
final class FilterOptions {

  @Option(
      names = "--type",
      split = ",",
      paramLabel = "TYPE",
      description = "Event type, exact or with a wildcard: 'verification.*', '*.completed'.")
  private List<String> types = List.of();

  @Option(names = "--session", split = ",", paramLabel = "UUID", description = "Session.")
  private List<String> sessions = List.of();

  @Option(names = "--worker", split = ",", paramLabel = "ID", description = "Worker.")
  private List<String> workers = List.of();

  @Option(names = "--workflow", split = ",", paramLabel = "ID", description = "Workflow.")
  private List<String> workflows = List.of();

  @Option(names = "--correlation", split = ",", paramLabel = "ID", description = "Correlation id.")
  private List<String> correlations = List.of();

  @Option(names = "--phase", split = ",", paramLabel = "ID", description = "Phase.")
  private List<String> phases = List.of();

  @Option(
      names = "--classification",
      split = ",",
      paramLabel = "LEVEL",
      description = "Level that the producer gave: public, internal, confidential, restricted.")
  private List<String> levels = List.of();

  @Option(
      names = "--requirement",
      paramLabel = "WHICH",
      description = "Only mandatory or only optional event types.")
  private @Nullable String requirement;

  @Option(
      names = "--where",
      paramLabel = "EXPR",
      description = "Condition over the event, in CEL: 'payload.cost > 10'.")
  private @Nullable String where;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Earliest timestamp, inclusive, as 2026-04-01T00:00:00Z.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Latest timestamp, inclusive.")
  private @Nullable String to;

  /** The filter as the server reads it. */
  ObjectNode json() {
    ObjectNode filter = JsonNodeFactory.instance.objectNode();
    put(filter, "event_types", types);
    put(filter, "session_ids", sessions);
    put(filter, "worker_ids", workers);
    put(filter, "workflow_ids", workflows);
    put(filter, "phase_ids", phases);
    put(filter, "correlation_ids", correlations);
    put(filter, "data_classifications", levels);
    put(filter, "requirement", requirement);
    put(filter, "where", where);
    if (from != null || to != null) {
      ObjectNode range = filter.putObject("time_range");
      if (from != null) {
        range.put("from", from);
      }
      if (to != null) {
        range.put("to", to);
      }
    }
    return filter;
  }

  private static void put(ObjectNode filter, String member, @Nullable String value) {
    if (value != null) {
      filter.put(member, value);
    }
  }

  private static void put(ObjectNode filter, String member, List<String> values) {
    if (!values.isEmpty()) {
      ArrayNode array = filter.putArray(member);
      values.forEach(array::add);
    }
  }
}
