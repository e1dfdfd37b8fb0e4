package org.dwsaudit.domain.replay;

import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Things of one kind while events are folded into them, within {@link Bounds}. */
final class Ledger {

  private static final int CAPACITY = 16;

  private final String name;
  private final String idMember;
  private final Bounds bounds;
  private final Map<String, Draft> drafts = new LinkedHashMap<>(CAPACITY, 0.75f, true);
  private @Nullable Told told;
  private long characters;
  private long omitted;

  Ledger(String name, String idMember, Bounds bounds) {
    this.name = name;
    this.idMember = idMember;
    this.bounds = bounds;
  }

  /** The thing that the event names in its payload's id member, or one of the event's own. */
  Draft of(Told event) {
    return of(event, event.text(idMember));
  }

  /** A thing that only this event tells of. */
  Draft next(Told event) {
    return of(event, null);
  }

  /** The thing with this id, known or new; one of the event's own where the id is null. */
  Draft of(Told event, @Nullable String id) {
    String key = id == null ? "#" + event.number() : id;
    told = event;
    Draft draft = drafts.computeIfAbsent(key, k -> new Draft(k, event.number(), this));
    draft.tell(event);
    return draft;
  }

  /** The event at hand. */
  Told told() {
    return Objects.requireNonNull(told, "no event yet");
  }

  Bounds bounds() {
    return bounds;
  }

  void grow(int by) {
    characters += by;
  }

  /** Lets go what is too much; called after each event. */
  void settle() {
    Iterator<Draft> longestUntold = drafts.values().iterator();
    while (drafts.size() > 1
        && (drafts.size() > bounds.itemsMax() || characters > bounds.listCharactersMax())) {
      characters -= longestUntold.next().characters();
      longestUntold.remove();
      omitted++;
    }
  }

  Items items() {
    List<Item> items =
        drafts.values().stream()
            .map(Draft::item)
            .sorted(Comparator.comparingLong(Item::since).thenComparing(Item::id))
            .toList();
    return new Items(name, idMember, items, omitted);
  }
}
