package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "retention",
    description = "How long events are kept: the policies, what is due, and expiring it.",
    mixinStandardHelpOptions = true,
    subcommands = {
      RetentionVerb.Plan.class,
      RetentionVerb.Run.class,
      RetentionVerb.Policies.class,
      RetentionVerb.SetPolicies.class
    })
final class RetentionVerb implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "retention: what? (expected: plan, run, policies or set)");
  }

  private static ObjectNode asOfBody(@Nullable String asOf) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (asOf != null) {
      body.put("as_of", asOf);
    }
    return body;
  }

  @Command(
      name = "plan",
      description = "Shows what would expire and why; changes nothing.",
      mixinStandardHelpOptions = true)
  static final class Plan implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();

    @Option(
        names = "--as-of",
        paramLabel = "TIME",
        description = "As if it were that time, as 2027-01-01T00:00:00Z (default: now).")
    private @Nullable String asOf;

    @Override
    public Integer call() {
      return server.show(
          client -> client.post("/v1/retention/plans", asOfBody(asOf)), RetentionText::printPlan);
    }
  }

  @Command(
      name = "run",
      description = "Expires what is due and no hold keeps, and shows the receipt.",
      mixinStandardHelpOptions = true)
  static final class Run implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();

    @Option(
        names = "--as-of",
        paramLabel = "TIME",
        description =
            "Expire what is due at that time (default: now). A time in the future expires now what"
                + " would be due then.")
    private @Nullable String asOf;

    @Override
    public Integer call() {
      return server.show(
          client -> client.post("/v1/retention/runs", asOfBody(asOf)),
          RetentionText::printReceipts);
    }
  }

  @Command(
      name = "policies",
      description = "Shows the policies that hold.",
      mixinStandardHelpOptions = true)
  static final class Policies implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();

    @Override
    public Integer call() {
      return server.show(
          client -> client.get("/v1/retention/policies"), RetentionText::printPolicies);
    }
  }

  @Command(
      name = "set",
      description = {
        "Sets the periods of mandatory and optional events, and of what is to be kept longer: event"
            + " types that a framework asks for, or those of some workflows.",
        "Where several policies apply to an event the longest wins."
      },
      mixinStandardHelpOptions = true)
  static final class SetPolicies implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();

    @Option(
        names = "--mandatory",
        paramLabel = "PERIOD",
        description = "ISO 8601, as P2Y or P400D; at least P30D.")
    private @Nullable String mandatory;

    @Option(
        names = "--optional",
        paramLabel = "PERIOD",
        description = "ISO 8601, as P120D; at least P7D.")
    private @Nullable String optional;

    @ArgGroup(exclusive = false)
    private @Nullable Compliance compliance;

    @Option(names = "--reason", required = true, description = "Why; it is recorded.")
    private String reason = "";

    /**
     * A policy for compliance; it takes the place of the one for the same framework and workflows.
     */
    private static final class Compliance {
      @Option(
          names = "--framework",
          paramLabel = "NAME",
          description = "Who asks for it, as eu-ai-act (default: nobody but you).")
      private @Nullable String framework;

      @Option(
          names = "--workflow",
          paramLabel = "ID",
          description = "Only events of this workflow; may be repeated (default: of all).")
      private Set<String> workflows = new LinkedHashSet<>();

      @Option(
          names = "--type",
          paramLabel = "PATTERN",
          required = true,
          description = "Event types that it covers, as 'verification.*'; may be repeated.")
      private List<String> types = List.of();

      @Option(
          names = "--period",
          paramLabel = "PERIOD",
          required = true,
          description = "ISO 8601, as P6M; no less than the framework asks for.")
      private String period = "";

      private boolean replaces(JsonNode policy) {
        Set<String> others = new HashSet<>();
        policy.path("workflows").forEach(workflow -> others.add(workflow.asText()));
        return policy.path("category").asText().equals("compliance")
            && Objects.equals(framework, policy.path("framework").textValue())
            && workflows.equals(others);
      }

      private void add(ArrayNode policies) {
        ObjectNode policy =
            policies.addObject().put("category", "compliance").put("period", period);
        types.forEach(policy.putArray("event_types")::add);
        if (framework != null) {
          policy.put("framework", framework);
        }
        if (!workflows.isEmpty()) {
          workflows.forEach(policy.putArray("workflows")::add);
        }
      }
    }

    @Override
    public Integer call() {
      return server.show(
          client ->
              client.put("/v1/retention/policies", body(client.get("/v1/retention/policies"))),
          RetentionText::printPolicies);
    }

    private ObjectNode body(JsonNode current) {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      ArrayNode policies = body.putArray("policies");
      for (JsonNode policy : current.path("policies")) {
        if (compliance != null && compliance.replaces(policy)) {
          continue;
        }
        ObjectNode changed = policies.addObject();
        String category = policy.path("category").asText();
        changed.put("category", category);
        changed.put("period", period(category, policy.path("period").asText()));
        for (String member : List.of("event_types", "framework", "workflows")) {
          if (policy.has(member)) {
            changed.set(member, policy.path(member));
          }
        }
      }
      if (compliance != null) {
        compliance.add(policies);
      }
      body.put("reason", reason);
      return body;
    }

    private String period(String category, String current) {
      return switch (category) {
        case "mandatory" -> mandatory == null ? current : mandatory;
        case "optional" -> optional == null ? current : optional;
        default -> current;
      };
    }
  }

  /** How plans, receipts and policies look on a terminal. */
  static final class RetentionText {

    private RetentionText() {}

    static void printPlan(JsonNode plan, PrintWriter out) {
      out.printf("As of %s%n%n", plan.path("as_of").asText());
      printGroups(plan, "due", out);
    }

    static void printReceipts(JsonNode answer, PrintWriter out) {
      for (JsonNode earlier : answer.path("continued")) {
        out.println("A run that had broken off was brought to its end.");
        printReceipt(earlier, out);
        out.println();
      }
      printReceipt(answer, out);
    }

    private static void printReceipt(JsonNode receipt, PrintWriter out) {
      out.printf(
          "Run %s, as of %s: %,d expired, %,d kept by holds%n%n",
          receipt.path("run_id").asText(),
          receipt.path("as_of").asText(),
          receipt.path("expired").asLong(),
          receipt.path("held").asLong());
      printGroups(receipt, "expired", out);
    }

    private static void printGroups(JsonNode document, String number, PrintWriter out) {
      TextTable table =
          new TextTable(
              "CATEGORY",
              "KEPT",
              "EVENTS",
              number.toUpperCase(Locale.ROOT),
              "HELD",
              "EARLIEST",
              "LATEST");
      for (JsonNode group : document.path("groups")) {
        table.row(
            group.path("category").asText(),
            group.path("period").asText(),
            group.path("events").asText(),
            group.path(number).asText(),
            group.path("held").asText(),
            group.path("earliest").asText("–"),
            group.path("latest").asText("–"));
      }
      table.print(out);
      out.println();
      for (JsonNode group : document.path("groups")) {
        out.println(group.path("reason").asText());
      }
    }

    static void printPolicies(JsonNode policies, PrintWriter out) {
      TextTable table = new TextTable("CATEGORY", "KEPT", "FRAMEWORK", "EVENT TYPES", "WORKFLOWS");
      for (JsonNode policy : policies.path("policies")) {
        table.row(
            policy.path("category").asText(),
            policy.path("period").asText(),
            policy.path("framework").asText("–"),
            listed(policy.path("event_types")),
            listed(policy.path("workflows")));
      }
      table.print(out);
    }

    private static String listed(JsonNode names) {
      return names.isEmpty()
          ? "–"
          : names.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
    }
  }
}
