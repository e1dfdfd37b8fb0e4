package org.dwsaudit.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The command line as {@code main} runs it, against one server. */
public final class Cli {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI server;

  public Cli(URI server) {
    this.server = server;
  }

  /** What a run left. */
  public record Result(int status, String out, String err) {

    public JsonNode json() {
      try {
        return JSON.readTree(out);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + out, e);
      }
    }
  }

  /** Runs a verb that talks to the server. */
  public Result run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--server");
    all.add(server.toString());
    return plain(all.toArray(String[]::new));
  }

  /** Runs a verb as it is. */
  public static Result plain(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Result(status, out.toString(), err.toString());
  }
}
