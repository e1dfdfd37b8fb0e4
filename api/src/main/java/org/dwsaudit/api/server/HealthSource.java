package org.dwsaudit.api.server;

import java.util.List;

/** Says whether what the server needs is there. Asked often, MUST answer within seconds. */
@FunctionalInterface
public interface HealthSource {

  /**
   * @param detail for an operator; nothing in it may be secret
   */
  record Check(String name, boolean ok, String detail) {}

  List<Check> checks();
}
