package org.dwsaudit.compliance.retention;

import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.dwsaudit.schema.administration.RetentionPolicy;
import org.dwsaudit.schema.administration.RetentionPolicy.Category;
import org.jspecify.annotations.Nullable;

/**
 * The least that must be kept and what is kept by default: DWS Spec 11, section 7.1, and the
 * frameworks' presets. Every number and every caveat is in this file.
 */
public final class RetentionFloors {

  /** Section 7.1, mandatory events. */
  public static final Period MANDATORY = Period.ofDays(30);

  /** Section 7.1, optional events. */
  public static final Period OPTIONAL = Period.ofDays(7);

  /** What holds until an operator sets policies: the defaults of section 7.1. */
  public static final List<RetentionPolicy> DEFAULT_POLICIES =
      List.of(
          new RetentionPolicy(Category.MANDATORY, Period.ofYears(1), List.of(), null),
          new RetentionPolicy(Category.OPTIONAL, Period.ofDays(90), List.of(), null));

  private static final String SPEC = "DWS Spec 11, section 7.1";

  private static final List<Framework> FRAMEWORKS =
      List.of(
          new Framework(
              "eu-ai-act",
              Period.ofMonths(6),
              "Regulation (EU) 2024/1689, Art. 19(1) and 26(6)",
              "Six months is only the least: the period must suit the system's purpose, and"
                  + " financial institutions follow financial services law instead. Never a claim"
                  + " of compliance."),
          new Framework(
              "hipaa",
              Period.ofYears(6),
              "45 CFR 164.316(b)(2)(i)",
              "Written for required documentation; whether audit logs count as such is unsettled."
                  + " Never a claim of compliance."),
          new Framework(
              "sox",
              Period.ofYears(7),
              "17 CFR 210.2-06",
              "Written for accountants' records of audits and reviews; whether a worker's events"
                  + " belong to them is for counsel to say. Never a claim of compliance."),
          new Framework(
              "pci-dss-4",
              Period.ofMonths(12),
              "PCI DSS 4, requirement 10.5.1",
              "The latest three months must also be at hand for immediate analysis, which a period"
                  + " alone does not give. Never a claim of compliance."),
          new Framework(
              "sec-17a-4",
              Period.ofYears(6),
              "17 CFR 240.17a-4",
              "Some records need three years only; the first two years must be easily accessible,"
                  + " and the rule asks for write-once storage or an audit-trail alternative. Legal"
                  + " holds outlast the period. Never a claim of compliance."),
          new Framework(
              "iso-42001",
              null,
              "ISO/IEC 42001, A.6.2.8",
              "Asks that logging be decided on and gives no number: choose the period yourself."
                  + " Never a claim of compliance."),
          new Framework(
              "gdpr",
              null,
              "Regulation (EU) 2016/679, Art. 5(1)(e) and 17",
              "Gives no least period; storage limitation and erasure push the other way, towards"
                  + " keeping personal data no longer than needed. Never a claim of compliance."));

  private RetentionFloors() {}

  /** Every framework that a policy can name. */
  public static List<Framework> frameworks() {
    return FRAMEWORKS;
  }

  public static Optional<Framework> framework(String name) {
    return FRAMEWORKS.stream().filter(framework -> framework.name().equals(name)).findFirst();
  }

  /** The least period of a policy and where it comes from; empty where there is none. */
  static Optional<Floor> floor(Category category, @Nullable String framework) {
    return switch (category) {
      case MANDATORY -> Optional.of(new Floor(MANDATORY, SPEC));
      case OPTIONAL -> Optional.of(new Floor(OPTIONAL, SPEC));
      case COMPLIANCE ->
          framework == null
              ? Optional.empty()
              : framework(framework)
                  .flatMap(
                      known ->
                          known
                              .minimum()
                              .map(
                                  period ->
                                      new Floor(period, known.name() + ", " + known.source())));
    };
  }

  /** A least period and its source. */
  record Floor(Period period, String source) {}
}
