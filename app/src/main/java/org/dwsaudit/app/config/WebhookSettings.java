package org.dwsaudit.app.config;

import org.dwsaudit.projections.webhook.RetryRules;
import org.dwsaudit.projections.webhook.WebhookLimits;
import org.jspecify.annotations.Nullable;

/**
 * The settings of deliveries, checked.
 *
 * @param allowedPrivateTargets as {@code TargetRules.allowing} takes them
 * @param secretKey in Base64; null where it is kept in the data folder, or there is none
 */
public record WebhookSettings(
    WebhookLimits limits,
    RetryRules rules,
    @Nullable String allowedPrivateTargets,
    @Nullable String secretKey) {

  @Override
  public String toString() {
    return "WebhookSettings[limits=%s, rules=%s]".formatted(limits, rules);
  }
}
