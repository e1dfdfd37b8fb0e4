package org.dwsaudit.schema.validation;

import java.util.List;
import java.util.function.UnaryOperator;
import org.dwsaudit.schema.json.JsonFlaw;
import org.dwsaudit.schema.json.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * An event taken out of what carried it, as a CloudEvent. Whatever is wrong is reported by its
 * place in what the sender sent.
 *
 * @param event the event with its flaws, by their place in the event; null if nothing carried one
 * @param carrierFlaws what is wrong with the carrier, by its place there
 * @param origin makes of a place in the event the place in the carrier that it came from
 */
public record CarriedEvent(
    @Nullable StrictJson event, List<JsonFlaw> carrierFlaws, UnaryOperator<String> origin) {

  public CarriedEvent {
    carrierFlaws = List.copyOf(carrierFlaws);
  }
}
