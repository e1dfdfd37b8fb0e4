package org.dwsaudit.app.cli;

import org.dwsaudit.app.client.ServerClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Why somebody reads, for verbs that show events. */
final class ReasonOption {

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; needed for restricted parts, and recorded where some are shown.")
  private @Nullable String reason;

  /** The client, which tells the server the reason from now on. */
  ServerClient givenBy(ServerClient client) {
    return reason == null ? client : client.withReason(reason);
  }
}
