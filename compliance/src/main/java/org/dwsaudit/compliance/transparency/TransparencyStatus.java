package org.dwsaudit.compliance.transparency;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the Merkle log stands.
 *
 * @param lag of the tree behind the log
 * @param currentAt when the tree last had all events; null before it first did
 * @param checkpointSize of the last checkpoint that this server signed, -1 before the first
 * @param checkpointAt when that was
 * @param fault why the tree cannot grow; null while it can
 */
public record TransparencyStatus(
    TreeLag lag,
    @Nullable Instant currentAt,
    long checkpointSize,
    Instant checkpointAt,
    @Nullable String fault) {

  static final TransparencyStatus BEGINNING =
      new TransparencyStatus(new TreeLag(0, 0), null, -1, Instant.EPOCH, null);

  TransparencyStatus at(TreeLag now, Instant moment) {
    return new TransparencyStatus(
        now, now.events() == 0 ? moment : currentAt, checkpointSize, checkpointAt, null);
  }

  TransparencyStatus published(PublishedCheckpoint checkpoint) {
    return new TransparencyStatus(
        lag, currentAt, checkpoint.size(), checkpoint.publishedAt(), fault);
  }

  TransparencyStatus failed(String why) {
    return new TransparencyStatus(lag, currentAt, checkpointSize, checkpointAt, why);
  }

  boolean isCheckpointDue(Instant now, Duration interval) {
    return lag.size() > checkpointSize
        && Duration.between(checkpointAt, now).compareTo(interval) >= 0;
  }

  /** For how long there have been events that the tree does not have. */
  public Duration behind(Instant now) {
    return lag.events() == 0 || currentAt == null
        ? Duration.ZERO
        : Duration.between(currentAt, now);
  }
}
