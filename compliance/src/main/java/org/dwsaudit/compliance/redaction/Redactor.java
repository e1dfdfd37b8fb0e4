package org.dwsaudit.compliance.redaction;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.dwsaudit.compliance.classification.Classifier;
import org.dwsaudit.compliance.classification.PartPointer;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Withholds from events what somebody may not see. Every way out of the store MUST go through here.
 *
 * <p>A withheld value is replaced by a {@link org.dwsaudit.schema.event.RedactionMarker}, never
 * dropped: payload and context as a whole where the event itself is above the clearance, else each
 * part that is. The marker has the commitment to what was withheld, where the event comes with its
 * secret; the secret goes no further. Entries of {@code field_classifications} that point inside a
 * withheld part go with it, since member names can be data; all others stay. Safe for use by
 * several threads.
 */
public final class Redactor {

  private static final PartPointer PAYLOAD = new PartPointer(List.of("payload"));
  private static final PartPointer CONTEXT = new PartPointer(List.of("context"));

  private final Classifier classifier;

  public Redactor(Classifier classifier) {
    this.classifier = classifier;
  }

  /**
   * What leaves in an export.
   *
   * @throws org.dwsaudit.schema.error.AuditException {@code CLEARANCE_EXCEEDED}, now and not at the
   *     first event, when the clearance is above the principal's, or {@code restricted}
   */
  public UnaryOperator<RecordedEvent> forExport(Principal principal, Classification clearance) {
    Disclosure disclosure = Disclosure.forExport(principal, clearance);
    return event -> disclose(event, disclosure);
  }

  /** Whether a part of the event has the level restricted. */
  boolean hasRestricted(RecordedEvent recorded) {
    AuditEvent event = recorded.event();
    return classifier.levelBound(event) == Classification.RESTRICTED
        && (classifier.eventLevel(event) == Classification.RESTRICTED
            || classifier.partLevels(event).containsValue(Classification.RESTRICTED));
  }

  /** The event with nothing above the clearance in it; the same instance where nothing was. */
  public RecordedEvent disclose(RecordedEvent recorded, Disclosure disclosure) {
    return redact(recorded, disclosure).event();
  }

  /** The same, with what was withheld. */
  public Redaction redact(RecordedEvent recorded, Disclosure disclosure) {
    AuditEvent event = recorded.event();
    if (!disclosure.withholds(classifier.levelBound(event))) {
      return Redaction.nothing(recorded);
    }
    Classification level = classifier.eventLevel(event);
    return withhold(
        recorded,
        disclosure.withholds(level) ? allContent(event, level) : partsAbove(event, disclosure));
  }

  /** The event without its payload and context, whatever their level. */
  public Redaction redactAll(RecordedEvent recorded) {
    AuditEvent event = recorded.event();
    return withhold(recorded, allContent(event, classifier.eventLevel(event)));
  }

  /**
   * The event with what is above the clearance withheld, but for some members of its payload, which
   * MUST be public.
   */
  public Redaction redactAllBut(
      RecordedEvent recorded, Disclosure disclosure, Set<String> payloadMembers) {
    Redaction redaction = redact(recorded, disclosure);
    if (!redaction.withheld().contains(PAYLOAD.toString())) {
      return redaction;
    }
    Classification level = classifier.eventLevel(recorded.event());
    Map<PartPointer, Classification> others = new HashMap<>();
    recorded
        .event()
        .payload()
        .tree()
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!payloadMembers.contains(name)) {
                others.put(PAYLOAD.child(name), level);
              }
            });
    return withhold(recorded, others);
  }

  private static Redaction withhold(
      RecordedEvent recorded, Map<PartPointer, Classification> withheld) {
    if (withheld.isEmpty()) {
      return Redaction.nothing(recorded);
    }
    Set<PartPointer> roots = outermost(withheld.keySet());
    return new Redaction(
        recorded.withEvent(withoutParts(recorded, withheld, roots)),
        roots.stream().map(PartPointer::toString).collect(Collectors.toSet()));
  }

  private static Set<PartPointer> outermost(Set<PartPointer> parts) {
    Set<PartPointer> roots = new HashSet<>();
    parts.stream()
        .sorted(Comparator.comparingInt(part -> part.segments().size()))
        .filter(part -> !isInsideOne(part, roots))
        .forEach(roots::add);
    return roots;
  }

  private static Map<PartPointer, Classification> allContent(
      AuditEvent event, Classification level) {
    return event.context() == null
        ? Map.of(PAYLOAD, level)
        : Map.of(PAYLOAD, level, CONTEXT, level);
  }

  private Map<PartPointer, Classification> partsAbove(AuditEvent event, Disclosure disclosure) {
    return classifier.partLevels(event).entrySet().stream()
        .filter(part -> disclosure.withholds(part.getValue()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static AuditEvent withoutParts(
      RecordedEvent recorded, Map<PartPointer, Classification> levels, Set<PartPointer> roots) {
    AuditEvent event = recorded.event();
    Content content = new Content(event, recorded.secret());
    roots.forEach(part -> content.withhold(part, Objects.requireNonNull(levels.get(part))));
    return with(event, content.context(), content.payload(), roots);
  }

  private static AuditEvent with(
      AuditEvent event,
      @Nullable JsonDocument context,
      JsonDocument payload,
      Set<PartPointer> withheld) {
    return new AuditEvent(
        event.eventId(),
        event.eventType(),
        event.timestamp(),
        event.sessionId(),
        event.workflowId(),
        event.phaseId(),
        event.workerId(),
        event.correlationId(),
        event.baseVersion(),
        context,
        payload,
        event.dataClassification(),
        outside(withheld, event.fieldClassifications()));
  }

  private static Map<String, Classification> outside(
      Set<PartPointer> roots, Map<String, Classification> levels) {
    return levels.entrySet().stream()
        .filter(entry -> !isInsideOne(PartPointer.parse(entry.getKey()), roots))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static boolean isInsideOne(PartPointer pointer, Set<PartPointer> roots) {
    List<String> segments = pointer.segments();
    for (int length = 1; length < segments.size(); length++) {
      if (roots.contains(new PartPointer(segments.subList(0, length)))) {
        return true;
      }
    }
    return false;
  }
}
