package org.dwsaudit.schema.query;

import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * What a predicate says of the envelope alone: those of its conditions, joined by {@code &&}, that
 * compare a member of the envelope with constants. A database can look for that; the predicate is
 * then held against what it finds. Anything else implies nothing.
 */
final class Implication {

  private Implication() {}

  static EventFilter of(CelExpr condition) {
    if (condition.getKind() != Kind.CALL) {
      return EventFilter.ALL;
    }
    CelCall call = condition.call();
    Operator operator = Operator.findReverse(call.function()).orElse(null);
    if (operator == null) {
      return ofText(call);
    }
    return switch (operator) {
      case LOGICAL_AND -> of(call.args().getFirst()).and(of(call.args().getLast()));
      case EQUALS -> either(call, Implication::equal, Implication::equal);
      case IN, OLD_IN -> in(call.args().getFirst(), call.args().getLast());
      case GREATER, GREATER_EQUALS -> either(call, Implication::from, Implication::to);
      case LESS, LESS_EQUALS -> either(call, Implication::to, Implication::from);
      default -> EventFilter.ALL;
    };
  }

  private interface Comparison {
    EventFilter with(CelExpr member, CelExpr constant);
  }

  /** The member may stand on either side; on the right an order is the other way round. */
  private static EventFilter either(CelCall call, Comparison left, Comparison right) {
    CelExpr one = call.args().getFirst();
    CelExpr other = call.args().getLast();
    if (one.getKind() == Kind.IDENT) {
      return left.with(one, other);
    }
    return other.getKind() == Kind.IDENT ? right.with(other, one) : EventFilter.ALL;
  }

  private static EventFilter equal(CelExpr member, CelExpr constant) {
    Instant time = time(constant);
    if (time != null) {
      return from(member, constant).and(to(member, constant));
    }
    String text = text(constant);
    return text == null ? EventFilter.ALL : member(member, List.of(text));
  }

  private static EventFilter in(CelExpr member, CelExpr list) {
    if (member.getKind() != Kind.IDENT || list.getKind() != Kind.LIST) {
      return EventFilter.ALL;
    }
    List<String> texts =
        list.list().elements().stream()
            .flatMap(e -> Optional.ofNullable(text(e)).stream())
            .toList();
    return texts.isEmpty() || texts.size() < list.list().elements().size()
        ? EventFilter.ALL
        : member(member, texts);
  }

  private static EventFilter from(CelExpr member, CelExpr constant) {
    Instant time = time(constant);
    return time == null || !isNamed(member, "timestamp")
        ? EventFilter.ALL
        : EventFilter.between(time, null);
  }

  private static EventFilter to(CelExpr member, CelExpr constant) {
    Instant time = time(constant);
    return time == null || !isNamed(member, "timestamp")
        ? EventFilter.ALL
        : EventFilter.between(null, time);
  }

  /** {@code event_type.startsWith("workflow.")} and {@code event_type.endsWith(".completed")}. */
  private static EventFilter ofText(CelCall call) {
    String text = call.args().size() == 1 ? text(call.args().getFirst()) : null;
    boolean ofType = call.target().filter(target -> isNamed(target, "event_type")).isPresent();
    if (text == null || !ofType || text.indexOf('*') >= 0) {
      return EventFilter.ALL;
    }
    return switch (call.function()) {
      case "startsWith" -> EventFilter.ofTypes(List.of(text + "*"));
      case "endsWith" -> EventFilter.ofTypes(List.of("*" + text));
      default -> EventFilter.ALL;
    };
  }

  private static EventFilter member(CelExpr member, List<String> values) {
    return switch (member.ident().name()) {
      case "event_type" ->
          values.stream().anyMatch(value -> value.indexOf('*') >= 0)
              ? EventFilter.ALL
              : EventFilter.ofTypes(values);
      case "session_id" ->
          all(values, Implication::session).map(EventFilter::ofSessions).orElse(EventFilter.ALL);
      case "worker_id" -> EventFilter.ofWorkers(values);
      case "workflow_id" -> EventFilter.ofWorkflows(values);
      case "phase_id" -> EventFilter.ofPhases(values);
      case "correlation_id" -> EventFilter.ofCorrelations(values);
      case "data_classification" ->
          all(values, Classification::ofLabel)
              .map(EventFilter::ofClassifications)
              .orElse(EventFilter.ALL);
      default -> EventFilter.ALL;
    };
  }

  private static <T> Optional<List<T>> all(
      List<String> values, Function<String, Optional<T>> read) {
    List<T> all = values.stream().flatMap(value -> read.apply(value).stream()).toList();
    return all.size() == values.size() ? Optional.of(all) : Optional.empty();
  }

  private static Optional<SessionId> session(String text) {
    try {
      SessionId id = new SessionId(UUID.fromString(text));
      return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isNamed(CelExpr expression, String name) {
    return expression.getKind() == Kind.IDENT && expression.ident().name().equals(name);
  }

  /** A constant that a column may have: an absent id is the empty text here, and null there. */
  private static @Nullable String text(CelExpr expression) {
    if (expression.getKind() != Kind.CONSTANT
        || expression.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
      return null;
    }
    String text = expression.constant().stringValue();
    boolean storable =
        text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    return text.isEmpty() || !storable ? null : text;
  }

  private static @Nullable Instant time(CelExpr expression) {
    if (expression.getKind() != Kind.CALL
        || !expression.call().function().equals("timestamp")
        || expression.call().args().size() != 1) {
      return null;
    }
    String text = text(expression.call().args().getFirst());
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
