package org.dwsaudit.schema.wire;

import java.util.Optional;

/** What a delivery's body is. */
public enum WebhookFormat {
  /** {@code {"subscription_id": …, "events": […]}}, each event as {@link EventJson} has it. */
  DWS("dws", "application/json"),
  /** A JSON array of CloudEvents in structured mode. */
  CLOUDEVENTS("cloudevents", "application/cloudevents-batch+json");

  private final String label;
  private final String contentType;

  WebhookFormat(String label, String contentType) {
    this.label = label;
    this.contentType = contentType;
  }

  public String label() {
    return label;
  }

  public String contentType() {
    return contentType;
  }

  public static Optional<WebhookFormat> ofLabel(String label) {
    return switch (label) {
      case "dws" -> Optional.of(DWS);
      case "cloudevents" -> Optional.of(CLOUDEVENTS);
      default -> Optional.empty();
    };
  }
}
