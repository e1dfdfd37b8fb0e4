package org.dwsaudit.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.dwsaudit.app.cli.Cli.Result;
import org.dwsaudit.app.server.TestServer;
import org.junit.jupiter.api.Test;

/** Policies as somebody sets them on the command line. */
class RetentionSetIT {

  private static JsonNode set(Cli cli, String period, String... more) {
    String[] words = {"retention", "set", "--period", period, "--type", "*", "--reason", "r"};
    String[] all = new String[words.length + more.length + 1];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    all[all.length - 1] = "--json";
    Result result = cli.run(all);
    assertThat(result.status()).as(result.err()).isZero();
    return result.json().path("policies");
  }

  @Test
  void aPolicyTakesThePlaceOfTheOneForTheSameFrameworkAndWorkflows() {
    try (TestServer server = TestServer.start()) {
      Cli cli = new Cli(server.uri());
      assertThat(set(cli, "P2Y", "--workflow", "billing", "--workflow", "refunds")).hasSize(3);
      assertThat(set(cli, "P7Y", "--workflow", "billing", "--framework", "sox")).hasSize(4);
      assertThat(set(cli, "P8Y", "--framework", "sox")).hasSize(5);
      JsonNode policies = set(cli, "P3Y", "--workflow", "refunds", "--workflow", "billing");
      assertThat(policies).hasSize(5);
      assertThat(policies.path(4).path("period").asText()).isEqualTo("P3Y");
      assertThat(cli.run("retention", "policies").out()).contains("refunds, billing");
      assertThat(cli.run("retention", "plan").out())
          .contains("compliance events (sox) of workflow billing are kept 7 years (P7Y)")
          .contains("compliance events (sox) are kept 8 years (P8Y)");
    }
  }
}
