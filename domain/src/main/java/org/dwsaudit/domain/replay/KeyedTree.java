package org.dwsaudit.domain.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A state's JSON as it is compared: without {@code as_of}, and each list an object by its items'
 * ids, empty ones too.
 */
final class KeyedTree {

  private KeyedTree() {}

  static ObjectNode of(SessionState state) {
    ObjectNode tree = SessionStateJson.tree(state);
    tree.remove("as_of");
    for (Items list : state.lists()) {
      ObjectNode byId = tree.putObject(list.name());
      list.items().forEach(item -> byId.set(item.id(), SessionStateJson.item(list, item)));
    }
    return tree;
  }
}
