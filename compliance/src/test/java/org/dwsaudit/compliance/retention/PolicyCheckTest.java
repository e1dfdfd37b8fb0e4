package org.dwsaudit.compliance.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dwsaudit.schema.administration.RetentionPolicy.Category.COMPLIANCE;
import static org.dwsaudit.schema.administration.RetentionPolicy.Category.MANDATORY;
import static org.dwsaudit.schema.administration.RetentionPolicy.Category.OPTIONAL;
import static org.dwsaudit.schema.error.ErrorCode.INVALID_ARGUMENT;
import static org.dwsaudit.schema.error.ErrorCode.RETENTION_BELOW_MINIMUM;

import java.time.Period;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.dwsaudit.schema.administration.RetentionPolicy;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyCheckTest {

  private static final RetentionPolicy YEAR =
      new RetentionPolicy(MANDATORY, Period.ofYears(1), List.of(), null);
  private static final RetentionPolicy QUARTER =
      new RetentionPolicy(OPTIONAL, Period.ofDays(90), List.of(), null);

  private static RetentionPolicy compliance(String framework, String period, String... types) {
    return new RetentionPolicy(COMPLIANCE, Period.parse(period), List.of(types), framework);
  }

  private static void assertRefused(ErrorCode code, RetentionPolicy... policies) {
    assertThatThrownBy(() -> PolicyCheck.require(List.of(policies)))
        .isInstanceOfSatisfying(AuditException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void theDefaultsPass() {
    assertThatCode(() -> PolicyCheck.require(RetentionFloors.DEFAULT_POLICIES))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"MANDATORY,P30D,P29D", "OPTIONAL,P7D,P6D"})
  void theFloorsOfTheSpecificationHold(
      RetentionPolicy.Category category, Period floor, Period below) {
    RetentionPolicy other = category == MANDATORY ? QUARTER : YEAR;
    PolicyCheck.require(List.of(other, new RetentionPolicy(category, floor, List.of(), null)));
    assertRefused(
        RETENTION_BELOW_MINIMUM, other, new RetentionPolicy(category, below, List.of(), null));
  }

  @ParameterizedTest
  @CsvSource({
    "eu-ai-act,P6M,P5M",
    "hipaa,P6Y,P5Y",
    "sox,P7Y,P2556D",
    "pci-dss-4,P12M,P365D",
    "sec-17a-4,P6Y,P71M"
  })
  void theFloorsOfTheFrameworksHold(String framework, String floor, String below) {
    PolicyCheck.require(List.of(YEAR, QUARTER, compliance(framework, floor, "approval.*")));
    assertRefused(
        RETENTION_BELOW_MINIMUM, YEAR, QUARTER, compliance(framework, below, "approval.*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iso-42001", "gdpr"})
  void aFrameworkWithoutANumberHasNoFloor(String framework) {
    PolicyCheck.require(List.of(YEAR, QUARTER, compliance(framework, "P1D", "approval.*")));
  }

  @Test
  void oneMandatoryAndOneOptionalPolicyAreRequired() {
    assertRefused(INVALID_ARGUMENT, YEAR);
    assertRefused(INVALID_ARGUMENT, QUARTER);
    assertRefused(INVALID_ARGUMENT, YEAR, YEAR, QUARTER);
    assertRefused(INVALID_ARGUMENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P0D", "P-1Y", "P1Y-1D", "P1000Y"})
  void periodsThatMakeNoSenseAreRefused(String period) {
    assertRefused(
        INVALID_ARGUMENT,
        new RetentionPolicy(MANDATORY, Period.parse(period), List.of(), null),
        QUARTER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a*b", "", "**", "audit.*", "audit.legal_hold_placed"})
  void patternsThatCoverNothingAreRefused(String pattern) {
    assertRefused(INVALID_ARGUMENT, YEAR, QUARTER, compliance("sox", "P7Y", pattern));
  }

  @Test
  void onlyCompliancePoliciesNameTypesAndFrameworks() {
    assertRefused(INVALID_ARGUMENT, YEAR, QUARTER, compliance("sox", "P7Y"));
    assertRefused(INVALID_ARGUMENT, YEAR, QUARTER, compliance("basel", "P7Y", "*"));
    assertRefused(
        INVALID_ARGUMENT,
        YEAR,
        new RetentionPolicy(OPTIONAL, Period.ofDays(90), List.of("skill.*"), null));
    assertRefused(
        INVALID_ARGUMENT,
        QUARTER,
        new RetentionPolicy(MANDATORY, Period.ofYears(7), List.of(), "sox"));
  }

  @Test
  void workflowsAreForComplianceAlone() {
    assertRefused(
        INVALID_ARGUMENT,
        QUARTER,
        new RetentionPolicy(MANDATORY, Period.ofYears(7), List.of(), null, List.of("billing")));
  }

  @Test
  void theWorkflowsOfAllPoliciesTogetherAreBounded() {
    List<String> all = IntStream.range(0, 101).mapToObj(i -> "workflow-" + i).toList();
    List<String> first = all.subList(0, 60);
    List<String> rest = all.subList(60, 101);
    PolicyCheck.require(List.of(YEAR, QUARTER, ofWorkflows(first), ofWorkflows(first)));
    assertRefused(INVALID_ARGUMENT, YEAR, QUARTER, ofWorkflows(first), ofWorkflows(rest));
    assertRefused(INVALID_ARGUMENT, YEAR, QUARTER, ofWorkflows(List.of("x".repeat(257))));
    assertRefused(INVALID_ARGUMENT, YEAR, QUARTER, ofWorkflows(List.of(" ")));
  }

  private static RetentionPolicy ofWorkflows(List<String> workflows) {
    return new RetentionPolicy(COMPLIANCE, Period.ofYears(2), List.of("*"), null, workflows);
  }

  @Test
  void theNumberOfPoliciesIsBounded() {
    assertThatThrownBy(() -> PolicyCheck.require(Collections.nCopies(101, YEAR)))
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(INVALID_ARGUMENT));
  }
}
