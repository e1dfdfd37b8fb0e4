package org.dwsaudit.compliance.retention;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.dwsaudit.schema.administration.ExpiryProof;
import org.dwsaudit.schema.administration.RetentionGroup;

/**
 * What a finished retention run did.
 *
 * @param expired how many events it removed: the sum of its ranges and months in the log's record
 * @param held how many that were due legal holds kept
 * @param proof what vouches for all that went
 * @param groups one a policy; {@code expired} is what went, {@code earliest} and {@code latest} its
 *     timestamps, {@code events} what the group had when the run began
 */
public record RetentionReceipt(
    UUID runId,
    Instant asOf,
    long expired,
    long held,
    List<RetentionGroup> groups,
    ExpiryProof proof) {

  public RetentionReceipt {
    groups = List.copyOf(groups);
  }
}
