package org.dwsaudit.schema.administration;

import java.time.Period;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How long events of a category are kept (DWS Spec 11, section 7.1). Where several policies apply
 * to an event, the longest wins.
 *
 * @param eventTypes type patterns that the policy covers; only for {@link Category#COMPLIANCE}
 * @param framework the regulatory framework that asks for it, as {@code eu-ai-act}; only for {@link
 *     Category#COMPLIANCE}
 * @param workflows ids of the workflows whose events the policy covers, none for those of all; only
 *     for {@link Category#COMPLIANCE}
 */
public record RetentionPolicy(
    Category category,
    Period period,
    List<String> eventTypes,
    @Nullable String framework,
    List<String> workflows) {

  /** The rows of section 7.1. */
  public enum Category {
    MANDATORY,
    OPTIONAL,
    COMPLIANCE;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public RetentionPolicy {
    eventTypes = List.copyOf(eventTypes);
    workflows = List.copyOf(workflows);
  }

  /** A policy for the events of all workflows. */
  public RetentionPolicy(
      Category category, Period period, List<String> eventTypes, @Nullable String framework) {
    this(category, period, eventTypes, framework, List.of());
  }
}
