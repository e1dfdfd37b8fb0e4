package org.dwsaudit.projections.webhook;

import java.time.Duration;
import java.util.Optional;
import org.dwsaudit.projections.endpoint.Target;

/** Sends a delivery over HTTP. Safe for use by several threads. */
public interface WebhookTransport {

  /**
   * Posts it and waits for the answer, no longer than the time that the transport was made with. An
   * implementation MUST connect to no address that {@code TargetRules} refuses, follow no redirect,
   * and read no more of an answer than it keeps. It never throws for what a target does.
   */
  Answer send(Target target, Delivery delivery);

  /** What became of a delivery. */
  sealed interface Answer {

    /**
     * The target answered.
     *
     * @param retryAfter how long it asks to be left alone
     * @param excerpt of the body, for an operator
     */
    record Answered(int status, Optional<Duration> retryAfter, String excerpt) implements Answer {}

    /** There was no answer; whether the target had the delivery is not known. */
    record Unanswered(String error) implements Answer {}
  }

  /**
   * A body with the headers of the Standard Webhooks convention.
   *
   * @param id the same in every try
   * @param signature one for each secret, separated by spaces
   */
  record Delivery(String id, long timestamp, String signature, String contentType, byte[] body) {}
}
