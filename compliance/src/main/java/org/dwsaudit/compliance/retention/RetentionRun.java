package org.dwsaudit.compliance.retention;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.dwsaudit.schema.administration.RetentionGroup;
import org.jspecify.annotations.Nullable;

/**
 * A retention run, as the log tells of it.
 *
 * @param planned what was due when it began
 * @param expired how many events it has removed so far
 * @param receipt what it did; null unless it is completed
 * @param endedAt null unless it is completed
 */
public record RetentionRun(
    UUID runId,
    Status status,
    Instant asOf,
    String actor,
    Instant startedAt,
    @Nullable Instant endedAt,
    List<RetentionGroup> planned,
    long expired,
    @Nullable RetentionReceipt receipt) {

  public RetentionRun {
    planned = List.copyOf(planned);
  }

  /** How far it came. */
  public enum Status {
    RUNNING,
    COMPLETED,
    /** It broke off: what it removed is recorded, and the next run does the rest. */
    INTERRUPTED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
