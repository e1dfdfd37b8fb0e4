package org.dwsaudit.schema.taxonomy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;

/**
 * All event types that the store knows, in the specification's order: those of DWS Spec 11, section
 * 3, the store's own, and the extensions that an operator registered. Immutable.
 */
public final class Taxonomy {

  private static final int NEAREST_MAX = 3;

  private final List<Category> categories;
  private final Map<String, EventType> byName = new LinkedHashMap<>();
  private final List<String> producerNames;

  private Taxonomy(List<Category> categories) {
    this.categories = List.copyOf(categories);
    for (Category category : categories) {
      category.eventTypes().forEach(type -> byName.put(type.name(), type));
    }
    this.producerNames =
        byName.values().stream().filter(type -> !type.reserved()).map(EventType::name).toList();
  }

  /** The types of the specification and the store's own, read once. */
  public static Taxonomy standard() {
    return Standard.TAXONOMY;
  }

  private static final class Standard {
    static final Taxonomy TAXONOMY = new Taxonomy(TaxonomyJson.read());
  }

  public Optional<EventType> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** What the taxonomy says; a type that it does not know is mandatory, which is kept longer. */
  public Requirement requirementOf(String name) {
    return find(name).map(EventType::requirement).orElse(Requirement.MANDATORY);
  }

  public List<Category> categories() {
    return categories;
  }

  public List<EventType> eventTypes() {
    return List.copyOf(byName.values());
  }

  /** Whether the name is one that only the store itself may use, known or not. */
  public boolean isReserved(String name) {
    String prefix = categoryOf(name);
    return categories.stream().anyMatch(c -> c.reserved() && c.name().equals(prefix));
  }

  /** At most three types that may have been meant, the nearest first; never a reserved one. */
  public List<String> nearest(String name) {
    return NearestNames.of(name, producerNames, NEAREST_MAX);
  }

  /**
   * This taxonomy and more types, each in the category that its name begins with.
   *
   * @throws AuditException INVALID_ARGUMENT if a name is malformed, reserved or taken
   */
  public Taxonomy withExtensions(List<EventType> extensions) {
    Map<String, Category> extended = new LinkedHashMap<>();
    categories.forEach(category -> extended.put(category.name(), category));
    Map<String, EventType> taken = new LinkedHashMap<>(byName);
    for (EventType type : extensions) {
      refuseUnfit(type);
      if (taken.putIfAbsent(type.name(), type) != null) {
        throw unfit(type, "the type exists already");
      }
      extended.merge(
          type.category(),
          new Category(type.category(), title(type.category()), "", false, List.of(type)),
          Taxonomy::append);
    }
    return new Taxonomy(List.copyOf(extended.values()));
  }

  private void refuseUnfit(EventType type) {
    if (!isName(type.name())) {
      throw unfit(type, "not a name (expected: lower-case words joined by dots, as shop.sold_out)");
    }
    if (!type.category().equals(categoryOf(type.name()))) {
      throw unfit(type, "not in category " + Excerpt.of(type.category()));
    }
    if (type.reserved() || isReserved(type.name())) {
      throw unfit(type, "the name is reserved for the store");
    }
  }

  private static AuditException unfit(EventType type, String problem) {
    return new AuditException(
        ErrorCode.INVALID_ARGUMENT, "event type " + Excerpt.of(type.name()) + ": " + problem);
  }

  private static Category append(Category category, Category more) {
    List<EventType> types = new ArrayList<>(category.eventTypes());
    types.addAll(more.eventTypes());
    return new Category(
        category.name(), category.title(), category.section(), category.reserved(), types);
  }

  /** The category of a type by its name: what comes before the first dot. */
  public static String categoryOf(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static String title(String category) {
    return Character.toUpperCase(category.charAt(0)) + category.substring(1).replace('_', ' ');
  }

  private static boolean isName(String name) {
    String[] words = name.split("\\.", -1);
    if (words.length < 2 || name.length() > 256) {
      return false;
    }
    for (String word : words) {
      if (word.isEmpty() || word.charAt(0) < 'a' || word.charAt(0) > 'z') {
        return false;
      }
      if (!word.chars().allMatch(c -> c == '_' || (c >= 'a' && c <= 'z') || isDigit(c))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
