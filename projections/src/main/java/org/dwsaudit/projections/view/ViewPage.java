package org.dwsaudit.projections.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * One page of a view, rows in the order of their first appearance.
 *
 * @param rows each a new object, the caller's own; what is null is left out
 * @param nextCursor where the next page begins; absent if nothing followed
 */
public record ViewPage(List<ObjectNode> rows, Optional<String> nextCursor) {

  public ViewPage {
    rows = List.copyOf(rows);
  }
}
