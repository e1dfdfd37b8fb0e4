package org.dwsaudit.schema.administration;

import java.util.UUID;

/** What an administrative fact is about, as the log's tag. */
public record FactTag(String key, String value) {

  public static final FactTag RETENTION_POLICIES = new FactTag("retention", "policies");

  public static final FactTag CHECKPOINT_KEY = new FactTag("checkpoint", "key");

  public static FactTag hold(UUID holdId) {
    return new FactTag("hold", holdId.toString());
  }

  public static FactTag retentionRun(UUID runId) {
    return new FactTag("retention-run", runId.toString());
  }

  public static FactTag subscription(UUID subscriptionId) {
    return new FactTag("subscription", subscriptionId.toString());
  }

  public static FactTag view(String name) {
    return new FactTag("view", name);
  }

  public static FactTag read(UUID readId) {
    return new FactTag("read", readId.toString());
  }

  public static FactTag export(UUID exportId) {
    return new FactTag("export", exportId.toString());
  }
}
