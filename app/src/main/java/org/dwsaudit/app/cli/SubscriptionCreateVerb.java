package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "create",
    description = {
      "Makes a subscription: events that the filter selects are delivered to the URL, from now on"
          + " unless you say otherwise. The secret that signs deliveries is shown once."
    },
    mixinStandardHelpOptions = true)
final class SubscriptionCreateVerb implements Callable<Integer> {

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private FilterOptions filter = new FilterOptions();
  @Mixin private StartOptions start = new StartOptions();

  @Option(names = "--url", required = true, description = "Where to, as https://host/path.")
  private String url = "";

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Events of a delivery at most (1 to 1000; 100 unless you say otherwise).")
  private @Nullable Integer batchSize;

  @Option(
      names = "--max-wait",
      paramLabel = "MS",
      description = "How long an event may wait for others to go with it (1000 ms).")
  private @Nullable Integer maxWait;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "What a delivery's body is: dws (default) or cloudevents.")
  private @Nullable String format;

  @Option(
      names = "--clearance",
      paramLabel = "LEVEL",
      description =
          "What is above it is withheld: public, internal or confidential; at most yours.")
  private @Nullable String clearance;

  @Override
  public Integer call() {
    start.check();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("subscription", subscription());
    return server.show(
        client -> client.post("/v1/subscriptions", body),
        (made, out) -> {
          out.printf("Subscription  %s%n", made.path("subscription_id").asText());
          SubscriptionsVerb.printSecret(made, out);
        });
  }

  private ObjectNode subscription() {
    ObjectNode json = filter.json();
    ObjectNode delivery = json.putObject("delivery").put("type", "webhook").put("url", url);
    if (batchSize != null) {
      delivery.put("batch_size", batchSize);
    }
    if (maxWait != null) {
      delivery.put("max_wait_ms", maxWait);
    }
    if (format != null) {
      delivery.put("format", format);
    }
    if (clearance != null) {
      json.put("clearance", clearance);
    }
    if (start.fromStart()) {
      json.put("from", "start");
    }
    String after = start.after();
    if (after != null) {
      json.put("after", after);
    }
    return json;
  }
}
