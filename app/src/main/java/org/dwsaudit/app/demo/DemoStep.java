package org.dwsaudit.app.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What one step of the demo did.
 *
 * @param name of the step, for scripts
 * @param title what it shows, for people
 * @param command what one would type for it
 * @param lines what came out, for people
 * @param figures what came out, for scripts
 */
public record DemoStep(
    String name, String title, String command, List<String> lines, ObjectNode figures) {

  public DemoStep {
    lines = List.copyOf(lines);
  }
}
