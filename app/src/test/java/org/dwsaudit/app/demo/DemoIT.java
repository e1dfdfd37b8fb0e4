package org.dwsaudit.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.app.server.TestServer;
import org.junit.jupiter.api.Test;

class DemoIT {

  @Test
  void everyStepDoesWhatItMust() throws IOException {
    List<DemoStep> steps = new ArrayList<>();
    try (TestServer server = TestServer.start();
        ServerClient client = new ServerClient(server.uri())) {
      new Demo(client, Clock.systemUTC()).run(steps::add);
    }
    assertThat(steps)
        .map(DemoStep::name)
        .containsExactly(
            "append",
            "append-again",
            "query",
            "replay",
            "diff",
            "hold",
            "retention-plan",
            "retention-run",
            "export",
            "verify",
            "tamper");
    assertThat(steps).allSatisfy(step -> assertThat(step.lines()).isNotEmpty());
  }
}
