package org.dwsaudit.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.dwsaudit.app.client.EventFileException;
import org.dwsaudit.app.client.ServerRefusedException;
import org.dwsaudit.app.client.ServerUnreachableException;
import org.dwsaudit.app.config.ConfigException;
import org.dwsaudit.app.database.DatabaseException;
import org.dwsaudit.app.server.StartException;
import org.dwsaudit.migrations.MigrationException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into a text for a person and an exit status for a script. */
final class ErrorReport implements IExecutionExceptionHandler {

  static final int REFUSED = 1;
  static final int USAGE = 2;
  static final int OUT_OF_REACH = 3;

  private static final int VIOLATIONS_SHOWN = 20;

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof ServerRefusedException refused) {
      print(refused.problem(), err);
    } else if (isExpected(failure)) {
      err.println(failure.getMessage());
    } else {
      err.println("unexpected: " + failure);
      failure.printStackTrace(err);
    }
    err.flush();
    return exitCode(failure);
  }

  /** A problem document, as a person reads it. */
  static void print(JsonNode problem, PrintWriter err) {
    err.printf(
        "refused: %s (%s)%n",
        problem.path("detail").asText(), problem.path("code").asText("UNKNOWN"));
    JsonNode violations = problem.path("violations");
    for (int i = 0; i < Math.min(violations.size(), VIOLATIONS_SHOWN); i++) {
      JsonNode violation = violations.get(i);
      err.printf(
          "  event %d %s: %s%n",
          violation.path("index").asInt() + 1,
          violation.path("pointer").asText(),
          violation.path("message").asText());
    }
    if (violations.size() > VIOLATIONS_SHOWN) {
      err.printf("  … and %d more%n", violations.size() - VIOLATIONS_SHOWN);
    }
  }

  static int exitCode(Throwable failure) {
    return switch (failure) {
      case ServerUnreachableException unreachable -> OUT_OF_REACH;
      case DatabaseException database when database.isUnreachable() -> OUT_OF_REACH;
      case ServerRefusedException refused when refused.code().equals("STORE_UNAVAILABLE") ->
          OUT_OF_REACH;
      case ConfigException config -> USAGE;
      case UsageException usage -> USAGE;
      case CommandLine.ParameterException parameter -> USAGE;
      default -> REFUSED;
    };
  }

  private static boolean isExpected(Exception failure) {
    return failure instanceof ServerUnreachableException
        || failure instanceof DatabaseException
        || failure instanceof ConfigException
        || failure instanceof UsageException
        || failure instanceof EventFileException
        || failure instanceof IOException
        || failure instanceof UncheckedIOException
        || failure instanceof StartException
        || failure instanceof MigrationException;
  }
}
