package org.dwsaudit.domain.replay;

import java.util.List;
import java.util.Optional;

/**
 * Things of one kind, in the order of the events that first told of them.
 *
 * @param name what the state calls the list, plural
 * @param idMember the member that an item's id has in JSON
 * @param omitted how many more there were, let go to stay within {@link Bounds}
 */
public record Items(String name, String idMember, List<Item> items, long omitted) {

  public Items {
    items = List.copyOf(items);
  }

  public Optional<Item> find(String id) {
    return items.stream().filter(item -> item.id().equals(id)).findFirst();
  }
}
